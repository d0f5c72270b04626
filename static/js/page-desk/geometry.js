// Columns and rows of the type area to fractions of the page, and back.

import { $, clamp, now } from "./state.js";

export function boxOf(area) {
  const { left, top, column, row, gutter } = now.state.grid;
  return {
    left: left + area.column * column,
    top: top + area.row * row,
    width: area.columns * column - gutter,
    height: area.rows * row,
  };
}

export function place(element, box) {
  element.style.left = `${box.left * 100}%`;
  element.style.top = `${box.top * 100}%`;
  element.style.width = `${box.width * 100}%`;
  element.style.height = `${box.height * 100}%`;
}

// An L around the nameplate, which is no part of it: neither drawn nor hit.
export function cutOut(element, { width, height }) {
  const [x, y] = [`${width * 100}%`, `${height * 100}%`];
  element.classList.add("is-bent");
  element.style.clipPath = `polygon(${x} 0, 100% 0, 100% 100%, 0 100%, 0 ${y}, ${x} ${y})`;
}

// Pixels of a column and of a row.
export function pitch() {
  const paper = $("picture").getBoundingClientRect();
  return { x: now.state.grid.column * paper.width, y: now.state.grid.row * paper.height };
}

export function inside(area) {
  const { columns, first_row: first, last_row: last } = now.state.grid;
  return {
    ...area,
    column: clamp(area.column, 0, columns - area.columns),
    row: clamp(area.row, first, last - area.rows),
  };
}

// From the same corner so many columns and rows, as far as the page goes.
export function spanning(area, columns, rows) {
  const { columns: most, last_row: last } = now.state.grid;
  return {
    ...area,
    columns: clamp(columns, 1, most - area.column),
    rows: clamp(rows, 2, last - area.row),
  };
}

export const isSame = (area, other) => Object.keys(area).every((name) => area[name] === other[name]);

export const nearest = (numbers, number) =>
  numbers.reduce((best, n) => (Math.abs(n - number) < Math.abs(best - number) ? n : best));

// A size the story fills, nearest to the one that was drawn.
export function fitting(one, columns, rows) {
  const most = now.state.grid.columns - one.area.column;
  const able = Object.keys(one.sizes).map(Number).filter((width) => width <= most);
  if (!able.length) return one.area;
  const width = nearest(able, columns);
  const heights = one.sizes[width].filter((n) => one.area.row + n <= now.state.grid.last_row);
  if (!heights.length) return one.area;
  return { ...one.area, columns: width, rows: nearest(heights, rows) };
}
