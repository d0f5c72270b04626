// The flatplan: a story dragged to another page sends the same form that stands below it.

import { wireDragging } from "./flatplan/drag.js";
import { flatplan } from "./flatplan/parts.js";
import { send } from "./flatplan/send.js";

flatplan.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-move]")) return;
  event.preventDefault();
  send(event.target);
});

document.addEventListener("keydown", (event) => {
  const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
  const undo = flatplan.querySelector("[data-undo]");
  if (!isUndo || event.repeat || !undo || event.target.matches("input, textarea")) return;
  event.preventDefault();
  send(undo);
});

wireDragging();
