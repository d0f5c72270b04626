// The writing desk: the editor's frame in the paper's type, and the length of the copy as it grows.

(() => {
  const style = new URL("../css/desk-copy.css", document.currentScript.src).href;

  function count(editor) {
    const place = document.querySelector("[data-length]");
    if (place) place.textContent = editor.editable().$.textContent.replace(/\s/g, "").length;
  }

  function begin() {
    if (!window.CKEDITOR) return;
    CKEDITOR.on("instanceReady", ({ editor }) => {
      editor.document.appendStyleSheet(style);
      editor.on("change", () => count(editor));
    });
  }

  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", begin) : begin();
})();
