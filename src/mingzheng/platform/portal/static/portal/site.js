/* What needs a script on the public site: contrast and dark by choice, reading aloud. Every page works without it. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  var KEY = "appearance";

  function remembered() {
    try { return localStorage.getItem(KEY) || ""; } catch (error) { return ""; }
  }
  function show(choice) {
    if (choice === "dark" || choice === "contrast") root.dataset.theme = choice;
    else delete root.dataset.theme;
    document.querySelectorAll("[data-theme-choice]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
    });
  }
  show(remembered());
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-theme-choice]");
    if (button) {
      var choice = button.getAttribute("aria-pressed") === "true" ? "" : button.dataset.themeChoice;
      try { localStorage.setItem(KEY, choice); } catch (error) { /* private window: for this page only */ }
      show(choice);
    }
    if (event.target.closest("[data-print]")) window.print();
  });

  var speech = window.speechSynthesis;
  var reader = document.querySelector("[data-read-aloud]");
  var text = document.querySelector("[data-read-text]");
  if (reader && text && speech && window.SpeechSynthesisUtterance) {
    reader.hidden = false;
    var said = 0, parts = [];
    var label = reader.querySelector("[data-label]");
    var stop = function () { parts = []; speech.cancel(); label.textContent = "朗读"; reader.setAttribute("aria-pressed", "false"); };
    var next = function () {
      if (said >= parts.length) { stop(); return; }
      var one = new SpeechSynthesisUtterance(parts[said++]);
      one.lang = "zh-CN";
      one.rate = root.classList.contains("elder") ? 0.85 : 1;
      one.onend = next;
      one.onerror = stop; // no voice on this machine: the button must not say that it reads
      speech.speak(one);
    };
    reader.addEventListener("click", function () {
      if (parts.length) { stop(); return; }
      said = 0;
      parts = text.innerText.split(/[\n。；]+/).map(function (part) { return part.trim(); }).filter(Boolean);
      label.textContent = "停止朗读";
      reader.setAttribute("aria-pressed", "true");
      next();
    });
    window.addEventListener("pagehide", function () { speech.cancel(); });
  }
  var wrong = document.querySelector(".summary");
  if (wrong) wrong.focus();
})();
