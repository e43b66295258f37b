// What the clipboard holds, as rows of texts; and a block of texts as the clipboard wants it.

// Tab-separated text as Excel and LibreOffice write it: a cell with a quote, a tab or a line break is in quotes.
export function block(text) {
  const rows = [[]];
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  let at = 0;
  while (at <= source.length) {
    const [words, end] = source[at] === '"' ? quoted(source, at) : plain(source, at);
    rows.at(-1).push(words);
    if (source[end] === "\n") rows.push([]);
    at = end + 1;
  }
  return rows;
}

function plain(source, start) {
  const found = source.slice(start).search(/[\t\n]/);
  const end = found < 0 ? source.length : start + found;
  return [source.slice(start, end), end];
}

// A quote that nothing closes, or that words follow, is a quote somebody wrote.
function quoted(source, start) {
  let words = "";
  for (let at = start + 1; at < source.length; at += 1) {
    if (source[at] !== '"') words += source[at];
    else if (source[at + 1] === '"') {
      words += '"';
      at += 1;
    } else if (at + 1 === source.length || source[at + 1] === "\t" || source[at + 1] === "\n") return [words, at + 1];
    else return plain(source, start);
  }
  return plain(source, start);
}

// The first table of a piece of HTML; [] where there is none. Merged cells stand in their first place.
export function tableIn(html) {
  const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
  if (!table) return [];
  return [...table.rows].map((row) => [...row.cells].flatMap((cell) => [cell.innerText.trim(), ...Array(cell.colSpan - 1).fill("")]));
}

// What was pasted, if it is more than one cell; undefined where the browser's own paste does as well.
export function pasted(data, oneLine) {
  const text = data.getData("text/plain");
  const html = data.getData("text/html");
  const fromTable = /<table/i.test(html) ? tableIn(html) : [];
  if (text.includes("\t") || (fromTable.length && text)) return block(text);
  if (fromTable.length) return fromTable;
  return oneLine && /\n./.test(text.trim()) ? block(text) : undefined;
}

export function asText(rows) {
  const one = (words) => (/["\t\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words);
  return rows.map((row) => row.map(one).join("\t")).join("\n");
}

// How accounts are shown: a lone dash is nothing.
export const figure = (text) => (/^\s*[-–—]\s*$/.test(text) ? "0" : text);
