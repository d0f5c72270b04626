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

// Columns -> rows of the sizes the story fills where an area begins, as far as the page goes.
export function sizesAt(one, { column, row }) {
  const { columns: most, last_row: last } = now.state.grid;
  const able = Object.entries(one.sizes).filter(([columns]) => column + Number(columns) <= most);
  return Object.fromEntries(
    able.map(([columns, rows]) => [columns, rows.filter((n) => row + n <= last)]),
  );
}

// The size the story fills that is nearest to an area, and begins where it does.
export function fitting(one, area) {
  const sizes = sizesAt(one, area);
  const able = Object.keys(sizes).map(Number);
  if (!able.length) return one.area;
  const columns = nearest(able, area.columns);
  if (!sizes[columns].length) return one.area;
  return { ...area, columns, rows: nearest(sizes[columns], area.rows) };
}

// What is asked for when a story is drawn to a size: the nearest that it fills. Drawn far from any
// other than it has, it is asked for as drawn: the answer says what it can be.
export function asked(one, area) {
  const able = fitting(one, area);
  const isSlip = area.columns === one.area.columns && Math.abs(area.rows - one.area.rows) <= 1;
  return isSame(able, one.area) && !isSlip ? area : able;
}
