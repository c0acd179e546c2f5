/* The report's editor: numbers in a paragraph become chips while it is written, drafts are kept, a number is put in where
   the caret stands. Everything works without this file: the text then shows its numbers as {{code|period|wording}}. */
(() => {
  const root = document.querySelector("[data-report]");
  if (!root) return;
  const TOKEN = /\{\{[a-z][a-z0-9_.]*(?:\|[^{}|\n]*){0,4}\}\}/g;
  let lastField = null;
  let lastRange = null;

  const chip = (token, shown) => {
    const one = document.createElement("span");
    one.className = `numchip numchip--${shown ? shown.state : "missing"}`;
    one.contentEditable = "false";
    one.dataset.token = token;
    one.title = shown ? shown.title : token;
    one.textContent = shown ? shown.text : "〔数〕";
    return one;
  };

  const fill = (field, text, tokens) => {
    field.replaceChildren();
    let end = 0;
    for (const match of text.matchAll(TOKEN)) {
      field.append(text.slice(end, match.index), chip(match[0], tokens[match[0]]));
      end = match.index + match[0].length;
    }
    field.append(text.slice(end));
  };

  const read = (node) =>
    [...node.childNodes]
      .map((one) => {
        if (one.nodeType === Node.TEXT_NODE) return one.data;
        if (one.dataset && one.dataset.token) return one.dataset.token;
        return one.tagName === "BR" ? "" : read(one);
      })
      .join("")
      .replaceAll("\u00a0", " ");

  const enhance = (area) => {
    if (area.dataset.enhanced) return;
    area.dataset.enhanced = "1";
    const source = document.getElementById(area.dataset.chips);
    const tokens = source ? JSON.parse(source.textContent) : {};
    const field = document.createElement("div");
    field.className = "block__text block__text--rich paper__p";
    field.contentEditable = "true";
    field.setAttribute("role", "textbox");
    field.setAttribute("aria-multiline", "true");
    field.setAttribute("aria-label", "这一段的文字");
    fill(field, area.value, tokens);
    area.hidden = true;
    area.after(field);
    const form = area.closest("form");
    const state = form.querySelector("[data-block-state]");
    let timer = 0;
    const keep = () => {
      const kept = area.value;
      const body = new URLSearchParams(new FormData(form));
      fetch(form.dataset.blockDraft, { method: "POST", body, credentials: "same-origin" })
        .then((answer) => {
          if (!answer.ok) throw new Error(String(answer.status));
          if (area.value !== kept) return; // written on meanwhile: the next keeping tells
          form.dataset.dirty = "";
          const at = new Date();
          state.textContent = `草稿已存 ${at.getHours()}:${String(at.getMinutes()).padStart(2, "0")}`;
        })
        .catch(() => {
          state.textContent = "草稿没有存上，请不要关闭页面。";
        });
    };
    const changed = () => {
      area.value = read(field);
      form.dataset.dirty = "1";
      state.textContent = "";
      clearTimeout(timer);
      timer = setTimeout(keep, 1500);
    };
    field.addEventListener("input", changed);
    field.addEventListener("paste", (event) => {
      event.preventDefault();
      const text = event.clipboardData.getData("text/plain").replace(/\s*\n\s*/g, "");
      document.execCommand("insertText", false, text);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        form.requestSubmit();
      } else if (event.key === "Enter") {
        event.preventDefault();
      }
    });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      area.value = read(field);
    });
    const remember = () => {
      const chosen = getSelection();
      if (chosen.rangeCount && field.contains(chosen.anchorNode)) {
        lastField = field;
        lastRange = chosen.getRangeAt(0).cloneRange();
      }
    };
    for (const name of ["keyup", "mouseup", "focus", "input"]) field.addEventListener(name, remember);
    field.focus();
    const end = document.createRange();
    end.selectNodeContents(field);
    end.collapse(false);
    getSelection().removeAllRanges();
    getSelection().addRange(end);
    lastField = field;
    lastRange = end.cloneRange();
  };

  const enhanceAll = () => root.querySelectorAll("textarea[data-chips]").forEach(enhance);

  const insert = (text, words, tokens) => {
    const field = lastField && lastField.isConnected ? lastField : root.querySelector(".block__text--rich");
    if (!field) {
      const side = document.getElementById("side");
      side.querySelector("[data-insert-note]")?.remove();
      const note = document.createElement("p");
      note.dataset.insertNote = "1";
      note.className = "beside__misfit";
      note.textContent = "请先点“修改”打开要写的一段。";
      side.prepend(note);
      return;
    }
    const range = lastRange && field.contains(lastRange.startContainer) ? lastRange : document.createRange();
    if (!field.contains(range.startContainer)) {
      range.selectNodeContents(field);
      range.collapse(false);
    }
    range.deleteContents();
    const pieces = document.createDocumentFragment();
    let end = 0;
    for (const match of text.matchAll(TOKEN)) {
      pieces.append(text.slice(end, match.index));
      pieces.append(chip(match[0], tokens[match[0]] || { text: words || "〔数〕", title: match[0], state: "computed" }));
      end = match.index + match[0].length;
    }
    pieces.append(text.slice(end));
    const last = pieces.lastChild;
    range.insertNode(pieces);
    range.setStartAfter(last);
    range.collapse(true);
    field.focus();
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    lastRange = range.cloneRange();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (button) {
      event.preventDefault();
      insert(button.dataset.insert, button.dataset.text, JSON.parse(button.dataset.tokens || "{}"));
    }
  });
  /* A refusal of a save is an answer to show in its place, not an error. */
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if ([409, 422].includes(event.detail.xhr.status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
      if (event.detail.requestConfig.elt.matches("[data-side-form]")) {
        event.detail.target = document.getElementById("side");
        event.detail.swapOverride = "innerHTML";
      }
    }
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    enhanceAll();
    if (event.detail.target.id === "side" && matchMedia("(max-width: 70rem)").matches) {
      event.detail.target.scrollIntoView({ block: "start" });
      event.detail.target.focus({ preventScroll: true });
    }
  });
  document.body.addEventListener("htmx:oobAfterSwap", enhanceAll);
  if (matchMedia("(max-width: 70rem)").matches) {
    root.querySelector(".report__fold")?.removeAttribute("open");
  }
  enhanceAll();
})();
