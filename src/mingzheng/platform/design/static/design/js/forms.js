/* Forms: never sent twice, text areas that grow, files dropped, drafts kept, a warning before leaving. */
(function () {
  "use strict";

  /* A button that sends the form into another tab (核校) leaves this page as it is: nothing is held, drafts go on. */
  function opensBeside(event) {
    return event.submitter !== null && event.submitter.formTarget === "_blank";
  }

  /* The first sending goes; every later one of the same page is held until the answer or a failure comes. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || form.matches("[data-theme-form]") || opensBeside(event)) return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "1";
    form.dataset.dirty = "";
    var button = event.submitter;
    /* After this turn, so that the button's own name and value are still sent. */
    setTimeout(function () {
      if (event.defaultPrevented) {
        release(form);
        return;
      }
      if (button) {
        button.classList.add("is-sending");
        button.setAttribute("aria-disabled", "true");
      }
    }, 0);
  });
  function release(form) {
    delete form.dataset.sending;
    form.querySelectorAll(".is-sending").forEach(function (button) {
      button.classList.remove("is-sending");
      button.removeAttribute("aria-disabled");
    });
  }
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sending]").forEach(release);
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    if (event.target.tagName === "FORM") release(event.target);
  });

  /* Text areas grow where the browser does not do it itself. */
  if (!CSS.supports("field-sizing", "content")) {
    document.addEventListener("input", function (event) {
      if (!event.target.matches("textarea[data-autosize]")) return;
      event.target.style.height = "auto";
      event.target.style.height = event.target.scrollHeight + 2 + "px";
    });
  }

  document.querySelectorAll("[data-file-drop]").forEach(function (zone) {
    var input = zone.querySelector("input");
    var list = zone.querySelector("ul");
    function show() {
      list.replaceChildren();
      Array.prototype.forEach.call(input.files, function (file) {
        var line = document.createElement("li");
        line.textContent = file.name + "（" + size(file.size) + "）";
        list.append(line);
      });
    }
    ["dragenter", "dragover"].forEach(function (name) {
      zone.addEventListener(name, function (event) {
        event.preventDefault();
        zone.classList.add("is-over");
      });
    });
    ["dragleave", "drop"].forEach(function (name) {
      zone.addEventListener(name, function (event) {
        event.preventDefault();
        zone.classList.remove("is-over");
      });
    });
    zone.addEventListener("drop", function (event) {
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    input.addEventListener("change", show);
  });
  function size(bytes) {
    if (bytes < 1024) return bytes + " 字节";
    if (bytes < 1048576) return Math.round(bytes / 1024) + " KB";
    return (bytes / 1048576).toFixed(1) + " MB";
  }

  /* Drafts: <form data-draft-url="…"> is posted there two seconds after the last key; files are left out. One that is
     still on its way when the form itself is sent is called back: it would come after the answer and stay behind. */
  document.querySelectorAll("form[data-draft-url]").forEach(function (form) {
    var state = form.querySelector("[data-draft-state]");
    var timer = null;
    var underway = null;
    var changes = 0;
    function tell(text) {
      if (state) state.textContent = text;
    }
    function keep() {
      if (form.dataset.sending) return;
      var kept = changes;
      var body = new URLSearchParams();
      new FormData(form).forEach(function (value, name) {
        if (typeof value === "string") body.append(name, value);
      });
      underway = new AbortController();
      var sending = { method: "POST", body: body, credentials: "same-origin", signal: underway.signal };
      fetch(form.dataset.draftUrl, sending).then(
        function (answer) {
          if (!answer.ok) return answer.json().then(function (said) { tell(said.message); });
          if (kept !== changes) return; // written on meanwhile: the next keeping tells
          form.dataset.dirty = "";
          var at = new Date();
          tell("草稿已保存，" + at.getHours() + ":" + String(at.getMinutes()).padStart(2, "0"));
        }
      ).catch(function (error) {
        if (error.name === "AbortError") return;
        tell("草稿没有存上，请不要关闭页面。");
      });
    }
    form.addEventListener("input", function () {
      form.dataset.dirty = "1";
      changes += 1;
      tell("");
      clearTimeout(timer);
      timer = setTimeout(keep, 2000);
    });
    form.addEventListener("submit", function (event) {
      if (opensBeside(event)) return;
      clearTimeout(timer);
      if (underway) underway.abort();
    });
  });
  window.addEventListener("beforeunload", function (event) {
    if (document.querySelector('form[data-dirty="1"]')) event.preventDefault();
  });
})();
