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
      // As tall as the copy, but never taller than the window.
      const wanted = editor.document.$.documentElement.scrollHeight + 110;
      editor.resize("100%", Math.max(420, Math.min(wanted, 0.8 * window.innerHeight)));
      editor.on("change", () => count(editor));
    });
  }

  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", begin) : begin();
})();
