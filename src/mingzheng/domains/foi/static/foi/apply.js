/* Looks while one types whether it is public already. Without it the search button does the same. */
(function () {
  "use strict";
  var box = document.querySelector("[data-look]");
  var found = document.getElementById("look-found");
  if (!box || !found || !window.fetch) return;
  var timer = 0, asked = "";
  function look() {
    var words = box.value.trim();
    if (words === asked) return;
    asked = words;
    if (words.length < 2) { found.replaceChildren(); return; }
    fetch(box.dataset.look + "?part=1&q=" + encodeURIComponent(words), { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(function (part) { if (words === asked && part) found.innerHTML = part; })
      .catch(function () { asked = ""; });
  }
  box.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(look, 350); });
}());
