// Facts about a story in words.

import { say, words } from "./state.js";

export function overWords(lines) {
  if (!lines) return "";
  return lines > 0 ? say(words.over, { lines }) : say(words.short, { lines: -lines });
}

export function describe(one) {
  const facts = [say(words.lines, one)];
  if (one.is_cut_off) facts.push(say(words.cutOffWords, { lines: one.over }));
  else if (one.over) facts.push(overWords(one.over));
  if (one.is_pinned) facts.push(words.pinned);
  if (one.newer) facts.push(one.newer);
  if (one.goes_on) facts.push(say(words.goesOn, { page: one.goes_on }));
  if (one.comes_from) facts.push(say(words.comesFrom, { page: one.comes_from }));
  return facts.join(" · ");
}

const counted = (count, one, several) => say(count === 1 ? one : several, { count });

export const sizeWords = ({ columns, rows }) =>
  say(words.size, {
    columns: counted(columns, words.column, words.columns),
    rows: counted(rows, words.row, words.rows),
  });

export const placeWords = (area) =>
  say(words.place, { column: area.column + 1, row: area.row + 1, size: sizeWords(area) });

export const listed = (names) => new Intl.ListFormat(document.documentElement.lang).format(names);
