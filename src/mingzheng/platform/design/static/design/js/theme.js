/* Runs before the first paint: marks that scripts run and applies the reader's chosen appearance. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  var choice = /(?:^|; )theme=(light|dark|contrast)/.exec(document.cookie);
  apply(choice ? choice[1] : "auto");

  function apply(theme) {
    root.dataset.theme = theme;
    var media = {
      dark: { auto: "(prefers-color-scheme: dark)", light: "not all", dark: "all", contrast: "not all" },
      contrast: { auto: "(prefers-contrast: more)", light: "not all", dark: "not all", contrast: "all" },
    };
    Object.keys(media).forEach(function (name) {
      var sheet = document.querySelector('link[data-tokens="' + name + '"]');
      if (sheet) sheet.media = media[name][theme];
    });
  }
  window.mingzhengTheme = apply;
})();
