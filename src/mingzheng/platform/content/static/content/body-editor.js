// Turns a textarea[data-body-editor] into an editor. What is stored is decided by the server; without this the textarea stays.
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Editor, Gapcursor, HardBreak, Heading, History, Image, Italic, Link,
  ListItem, OrderedList, Paragraph, Subscript, Superscript, Table, TableCell, TableHeader, TableRow, Text, Underline,
} from "../django_prose_editor/editor.js";

const EXTENSIONS = [
  Document, Paragraph, Text, HardBreak, Bold, Italic, Underline, Subscript, Superscript, Blockquote, BulletList,
  OrderedList, ListItem, Dropcursor, Gapcursor, History, Image, Link, Table, TableRow, TableHeader, TableCell,
  Heading.configure({ levels: [2, 3, 4] }),
];

const TOOLS = [
  ["正文", "正文段落", (e) => e.setParagraph(), (e) => e.isActive("paragraph")],
  ["一、", "二级标题", (e) => e.toggleHeading({ level: 2 }), (e) => e.isActive("heading", { level: 2 })],
  ["（一）", "三级标题", (e) => e.toggleHeading({ level: 3 }), (e) => e.isActive("heading", { level: 3 })],
  ["1.", "四级标题", (e) => e.toggleHeading({ level: 4 }), (e) => e.isActive("heading", { level: 4 })],
  null,
  ["加粗", "加粗", (e) => e.toggleBold(), (e) => e.isActive("bold")],
  ["引文", "引文", (e) => e.toggleBlockquote(), (e) => e.isActive("blockquote")],
  ["列表", "符号列表", (e) => e.toggleBulletList(), (e) => e.isActive("bulletList")],
  ["编号", "编号列表", (e) => e.toggleOrderedList(), (e) => e.isActive("orderedList")],
  null,
  ["表格", "插入表格，首行为表头", (e) => e.insertTable({ rows: 3, cols: 3, withHeaderRow: true }), null, "!table"],
  ["加行", "在下方加一行", (e) => e.addRowAfter(), null, "table"],
  ["加列", "在右侧加一列", (e) => e.addColumnAfter(), null, "table"],
  ["删行", "删去这一行", (e) => e.deleteRow(), null, "table"],
  ["删列", "删去这一列", (e) => e.deleteColumn(), null, "table"],
  ["删表", "删去表格", (e) => e.deleteTable(), null, "table"],
  null,
  ["撤销", "撤销", (e) => e.undo(), null],
  ["重做", "重做", (e) => e.redo(), null],
];

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function picturesOf(frame) {
  return [...frame.querySelectorAll("[data-body-image]")].map((mark) => ({
    number: mark.dataset.bodyImage, address: mark.dataset.address, words: mark.dataset.words,
  }));
}

function shown(html, pictures) {
  return pictures.reduce((text, one) => text.replaceAll(`src="asset:${one.number}"`, `src="${one.address}"`), html);
}

function stored(html, pictures) {
  return pictures.reduce((text, one) => text.replaceAll(`src="${one.address}"`, `src="asset:${one.number}"`), html);
}

function askForLink(editor) {
  const held = editor.getAttributes("link").href || "";
  const address = window.prompt("链接地址（留空则去掉链接）", held);
  if (address === null) return;
  const chain = editor.chain().focus().extendMarkRange("link");
  if (address.trim() === "") chain.unsetLink().run();
  else chain.setLink({ href: address.trim() }).run();
}

function makeToolbar(editor, pictures) {
  const bar = element("div", { class: "body-tools", role: "toolbar", "aria-label": "编辑" });
  const watched = [];
  for (const tool of TOOLS) {
    if (tool === null) {
      bar.append(element("span", { class: "body-tools__gap" }));
      continue;
    }
    const [words, title, run, isOn, where] = tool;
    const button = element("button", { type: "button", class: "body-tool", title }, words);
    if (title !== words) button.setAttribute("aria-label", title);
    button.addEventListener("click", () => run(editor.chain().focus()).run());
    watched.push([button, isOn, where]);
    bar.append(button);
  }
  const link = element("button", { type: "button", class: "body-tool" }, "链接");
  link.addEventListener("click", () => askForLink(editor));
  watched.push([link, (e) => e.isActive("link")]);
  bar.append(link);
  if (pictures.length) bar.append(makePictureChoice(editor, pictures));
  const update = () => {
    for (const [button, isOn, where] of watched) {
      if (isOn) button.setAttribute("aria-pressed", String(isOn(editor)));
      if (where) button.hidden = editor.isActive("table") !== (where === "table");
    }
  };
  editor.on("transaction", update);
  update();
  return bar;
}

function makePictureChoice(editor, pictures) {
  const choice = element("select", { class: "body-tool", "aria-label": "插入图片" }, element("option", { value: "" }, "插入图片…"));
  for (const one of pictures) choice.append(element("option", { value: one.number }, one.words));
  choice.addEventListener("change", () => {
    const one = pictures.find((picture) => picture.number === choice.value);
    if (one) editor.chain().focus().setImage({ src: one.address, alt: one.words }).run();
    choice.value = "";
  });
  return choice;
}

function begin(textarea) {
  const frame = textarea.closest("[data-body-editor-frame]");
  const pictures = picturesOf(frame);
  const place = element("div", { class: "body-page prose" });
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  const editor = new Editor({
    element: place,
    extensions: EXTENSIONS,
    content: shown(textarea.value, pictures),
    injectCSS: false,
    editorProps: {
      attributes: {
        role: "textbox", "aria-multiline": "true", "aria-label": label ? label.textContent.trim() : "正文", spellcheck: "false",
      },
    },
    onUpdate() {
      textarea.value = stored(editor.getHTML(), pictures);
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  textarea.before(makeToolbar(editor, pictures), place);
  textarea.hidden = true;
  if (label) label.addEventListener("click", () => editor.commands.focus());
}

for (const textarea of document.querySelectorAll("textarea[data-body-editor]")) begin(textarea);
