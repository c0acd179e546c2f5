/* Menus, dialogs, navigation on a phone, appearance, messages, focus on refusals. No state is kept here. */
(function () {
  "use strict";
  var root = document.documentElement;

  document.addEventListener("click", function (event) {
    var target = event.target;
    document.querySelectorAll("details[data-menu][open]").forEach(function (menu) {
      if (!menu.contains(target)) menu.open = false;
    });
    var opener = target.closest("[data-open]");
    if (opener) {
      var dialog = document.getElementById(opener.dataset.open);
      if (dialog && dialog.showModal) dialog.showModal();
    }
    if (target.matches("dialog[open]")) target.close();
    var closing = target.closest("[data-dismiss]");
    if (closing) closing.parentElement.remove();
    var toggle = target.closest("[data-toggle-nav]");
    if (toggle) {
      var side = document.getElementById(toggle.getAttribute("aria-controls"));
      var isOpen = side.classList.toggle("is-open");
      toggle.setAttribute("aria-expanded", String(isOpen));
      if (isOpen) side.querySelector("a").focus();
    }
    var printing = target.closest("[data-print]");
    if (printing) window.print();
    if (target.closest('[aria-disabled="true"]')) event.preventDefault();
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details[data-menu][open]").forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // Which groups of the navigation the reader opened is kept like the appearance: in a cookie the server reads.
  document.addEventListener("click", function (event) {
    var title = event.target.closest("[data-nav-group] > summary");
    if (!title) return;
    var group = title.parentElement;
    var held = /(?:^|; )nav=([^;]*)/.exec(document.cookie);
    var keys = (held ? held[1].split(".") : []).filter(function (key) {
      return key && key !== group.dataset.navGroup;
    });
    if (!group.open) keys.push(group.dataset.navGroup);
    document.cookie = "nav=" + keys.join(".") + ";path=/desk/;max-age=31536000;samesite=lax" + (location.protocol === "https:" ? ";secure" : "");
  });

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.matches("[data-theme-form]") || !event.submitter) return;
    event.preventDefault();
    var theme = event.submitter.value;
    document.cookie = "theme=" + theme + ";path=/;max-age=31536000;samesite=lax" + (location.protocol === "https:" ? ";secure" : "");
    window.mingzhengTheme(theme);
    form.querySelectorAll("[aria-pressed]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.value === theme));
    });
  });

  function focusRefusal(scope) {
    var refusal = scope.querySelector("[data-focus]:not([data-sample] *)");
    if (refusal) refusal.focus({ preventScroll: false });
  }
  focusRefusal(document);
  document.addEventListener("htmx:afterSwap", function (event) {
    focusRefusal(event.detail.target.parentElement || document);
  });
  document.addEventListener("htmx:responseError", function () {
    say("没有连上服务器，页面内容可能不是最新的。请稍后刷新。", "error");
  });
  document.addEventListener("htmx:sendError", function () {
    say("没有连上服务器，页面内容可能不是最新的。请稍后刷新。", "error");
  });

  function say(text, level) {
    var region = document.getElementById("messages");
    if (!region || region.textContent.indexOf(text) !== -1) return;
    var line = document.createElement("div");
    line.className = "message message--" + (level || "success");
    var words = document.createElement("p");
    words.textContent = text;
    line.append(words);
    region.append(line);
  }
  window.mingzhengSay = say;
  root.classList.add("is-ready");
})();
