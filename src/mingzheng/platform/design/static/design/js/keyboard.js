/* Keys for lists and pages: j k Enter x, / ? g h [ ]. Typing in a field is never disturbed. */
(function () {
  "use strict";
  var waitingForGo = false;

  function isTyping(element) {
    return (
      element &&
      (element.isContentEditable ||
        element.tagName === "TEXTAREA" ||
        element.tagName === "SELECT" ||
        (element.tagName === "INPUT" && !/^(checkbox|radio|button|submit)$/.test(element.type)))
    );
  }

  function rows() {
    return Array.prototype.slice.call(document.querySelectorAll("[data-list] tbody tr[data-row]"));
  }

  function move(step) {
    var all = rows();
    if (!all.length) return;
    var current = all.findIndex(function (row) {
      return row.classList.contains("is-current");
    });
    var next = Math.min(all.length - 1, Math.max(0, current + step));
    if (current === -1) next = step > 0 ? 0 : all.length - 1;
    all.forEach(function (row) {
      row.classList.remove("is-current");
    });
    all[next].classList.add("is-current");
    all[next].scrollIntoView({ block: "nearest" });
    var link = all[next].querySelector("a[data-row-link], a");
    if (link) link.focus({ preventScroll: true });
  }

  function withCurrent(use) {
    var row = document.querySelector("[data-list] tr.is-current");
    if (row) use(row);
    return Boolean(row);
  }

  function follow(selector) {
    var link = document.querySelector(selector);
    if (link) link.click();
  }

  var keys = {
    j: function () {
      move(1);
    },
    k: function () {
      move(-1);
    },
    x: function () {
      withCurrent(function (row) {
        var box = row.querySelector('input[type="checkbox"]');
        if (box) box.click();
      });
    },
    "/": function () {
      var field = document.querySelector("[data-filter-search]") || document.querySelector("[data-search]");
      if (field) {
        field.focus();
        field.select();
      }
    },
    "?": function () {
      var help = document.getElementById("keyboard-help");
      if (help && !help.open) help.showModal();
    },
    "[": function () {
      follow('.pager a[rel="prev"]');
    },
    "]": function () {
      follow('.pager a[rel="next"]');
    },
    g: function () {
      waitingForGo = true;
      setTimeout(function () {
        waitingForGo = false;
      }, 1200);
    },
  };

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && isTyping(document.activeElement)) {
      document.activeElement.blur();
      return;
    }
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    if (waitingForGo && event.key === "h") {
      follow("a.brand");
      return;
    }
    if (event.key === "Enter") {
      if (event.target.closest("a, button, summary, input")) return;
      withCurrent(function (row) {
        var link = row.querySelector("a[data-row-link], a");
        if (link) link.click();
      });
      return;
    }
    if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  document.addEventListener("focusin", function (event) {
    var row = event.target.closest && event.target.closest("[data-list] tr[data-row]");
    if (!row) return;
    rows().forEach(function (other) {
      other.classList.toggle("is-current", other === row);
    });
  });
})();
