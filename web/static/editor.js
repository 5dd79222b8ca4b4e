// Turns the text box of /editor into YASQE. Without this script the box stays one, and the form works as it is.

// YASQE holds a runtime that makes this global by compiling text, which our policy forbids, unless there is one.
var regeneratorRuntime;

document.addEventListener("DOMContentLoaded", () => {
  "use strict";
  const box = document.getElementById("query");
  if (!box || typeof Yasqe === "undefined") return;
  const form = box.form;
  const names = box.dataset.names.split(" ");
  let editor;

  const send = () => form.requestSubmit();
  const word = () => editor.getCompleteToken();
  // Names of ours by Ctrl-Space; nothing is fetched.
  const ours = {
    name: "names",
    bulk: false,
    autoShow: false,
    persistenceId: null,
    isValidCompletionPosition: () => /^[\w-]*:?[\w-]+$|^[\w-]+:$/.test(word().string),
    get: (_editor, token) => (token ? names.filter((n) => n.startsWith(token.string) && n !== token.string) : []),
  };
  const defaults = Yasqe.defaults;
  defaults.autocompleters = ["variables"];
  defaults.prefixCcApi = "";
  defaults.requestConfig.endpoint = "/sparql";
  Yasqe.registerAutocompleter(ours);

  // Escape lets the next Tab leave, until the editor is entered again or something is typed.
  const keys = { "Ctrl-Enter": send, "Cmd-Enter": send, "Ctrl-S": false, "Shift-Ctrl-F": false };
  const leaving = { Tab: false, "Shift-Tab": false };
  const base = { ...defaults.extraKeys, ...keys, Esc: () => editor.setOption("extraKeys", { ...base, ...leaving }) };
  const stay = () => editor.setOption("extraKeys", base);

  const place = document.createElement("div");
  box.before(place);
  editor = new Yasqe(place, {
    value: box.value,
    extraKeys: base,
    persistenceId: null,
    createShareableLink: null,
    consumeShareLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "auto",
    viewportMargin: Infinity,
  });
  // Prefixes of ours need no declaration, so that YASQE must not call them undefined.
  const known = Object.fromEntries(["", ...names.filter((n) => n.endsWith(":")).map((n) => n.slice(0, -1))].map((p) => [p, ""]));
  const mode = editor.getMode();
  const begin = mode.startState;
  mode.startState = (...given) => {
    const state = begin.apply(mode, given);
    Object.assign(state.prefixes, known);
    return state;
  };
  editor.setValue(editor.getValue());
  editor.clearHistory();
  const field = editor.getInputField();
  field.setAttribute("aria-label", "Query");
  field.setAttribute("aria-describedby", "keys");
  box.hidden = true;
  document.querySelector(`label[for="${box.id}"]`).addEventListener("click", () => editor.focus());
  document.getElementById("keys").hidden = false;
  editor.on("blur", stay);
  editor.on("change", stay);
  form.addEventListener("submit", () => {
    box.value = editor.getValue();
  });
});
