/* Choosing rows for a bulk act: all on the page, a range with Shift, and the bar that says how many. */
(function () {
  "use strict";
  document.querySelectorAll("form[data-bulk]").forEach(function (form) {
    var bar = form.querySelector(".bulk-bar");
    var all = form.querySelector("[data-select-all]");
    var count = form.querySelector("[data-selected-count]");
    var last = null;
    function boxes() {
      return Array.prototype.slice.call(form.querySelectorAll("input[data-select]"));
    }
    function refresh() {
      var chosen = boxes().filter(function (box) {
        return box.checked;
      }).length;
      if (bar) bar.classList.toggle("is-shown", chosen > 0);
      if (count) count.textContent = "已选 " + chosen + " 件";
      if (all) {
        all.checked = chosen > 0 && chosen === boxes().length;
        all.indeterminate = chosen > 0 && chosen < boxes().length;
      }
    }
    form.addEventListener("click", function (event) {
      var box = event.target;
      if (!box.matches("input[data-select]")) return;
      var list = boxes();
      if (event.shiftKey && last) {
        var ends = [list.indexOf(last), list.indexOf(box)].sort(function (a, b) {
          return a - b;
        });
        list.slice(ends[0], ends[1] + 1).forEach(function (other) {
          other.checked = box.checked;
        });
      }
      last = box;
      refresh();
    });
    form.addEventListener("change", function (event) {
      if (event.target === all) {
        boxes().forEach(function (box) {
          box.checked = all.checked;
        });
      }
      refresh();
    });
    var clear = form.querySelector("[data-clear-selection]");
    if (clear) {
      clear.addEventListener("click", function () {
        boxes().forEach(function (box) {
          box.checked = false;
        });
        refresh();
      });
    }
    refresh();
  });
})();
