export interface ArffAttribute {
  readonly name: string;
  readonly kind: "number" | "nominal" | "string" | "date";
  /** Declared values of a nominal attribute. */
  readonly values: readonly string[];
}

/** `@attribute name type`; null = it is none. */
export function arffAttribute(line: string): ArffAttribute | null {
  const rest = line.replace(/^@attribute\s+/i, "");
  const quoted = /^(['"])((?:\\.|(?!\1).)*)\1\s*(.*)$/s.exec(rest);
  const bare = /^(\S+)\s+(.*)$/s.exec(rest);
  const name = quoted === null ? bare?.[1] : resolved(quoted[2]!);
  const type = (quoted === null ? bare?.[2] : quoted[3])?.trim() ?? "";
  if (name === undefined || type === "") return null;
  if (type.startsWith("{")) {
    const end = type.lastIndexOf("}");
    return { name, kind: "nominal", values: splitArffLine(type.slice(1, end < 0 ? type.length : end)) };
  }
  if (/^(numeric|real|integer)\b/i.test(type)) return { name, kind: "number", values: [] };
  if (/^date\b/i.test(type)) return { name, kind: "date", values: [] };
  return /^string\b/i.test(type) ? { name, kind: "string", values: [] } : null;
}

/** Cells between commas, or blanks where there is no comma; quotes taken off, backslashes resolved. */
export function splitArffLine(line: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let quote = "";
  let wasQuoted = false;
  const isTabbed = !line.includes(",") && line.includes("\t");
  for (let at = 0; at < line.length; at++) {
    const sign = line[at]!;
    if (quote !== "") {
      if (sign === "\\" && at + 1 < line.length) cell += `\\${line[++at]}`;
      else if (sign === quote) quote = "";
      else cell += sign;
    } else if ((sign === "'" || sign === '"') && cell.trim() === "") {
      quote = sign;
      cell = "";
      wasQuoted = true;
    } else if (sign === "," || (isTabbed && sign === "\t")) {
      cells.push(finished(cell, wasQuoted));
      cell = "";
      wasQuoted = false;
    } else if (!wasQuoted || sign.trim() !== "") cell += sign;
  }
  cells.push(finished(cell, wasQuoted));
  return cells;
}

function finished(cell: string, wasQuoted: boolean): string {
  return wasQuoted ? resolved(cell) : cell.trim();
}

function resolved(text: string): string {
  return text.replace(/\\(.)/gs, (_, sign) => (sign === "n" ? "\n" : sign === "t" ? "\t" : sign));
}
