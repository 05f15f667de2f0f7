import { attributeOf, scanXml } from "./xml-scan.ts";

export interface Sheet {
  readonly name: string;
  /** In the archive. */
  readonly path: string;
}

/** The sheets in the order of the workbook, hidden ones last, and whether days count from 1904. */
export function sheetsOf(workbook: string, relations: string) {
  const pathOf = new Map<string, string>();
  scanXml(relations, {
    open(name, attributes) {
      if (name !== "Relationship") return;
      const target = attributeOf(attributes, "Target") ?? "";
      const path = target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}`;
      pathOf.set(attributeOf(attributes, "Id") ?? "", path);
    },
    close() {},
    text() {},
  });
  const shown: Sheet[] = [];
  const hidden: Sheet[] = [];
  let is1904 = false;
  scanXml(workbook, {
    open(name, attributes) {
      if (name === "workbookPr") is1904 = /^(1|true)$/.test(attributeOf(attributes, "date1904") ?? "");
      if (name !== "sheet") return;
      const path = pathOf.get(attributeOf(attributes, "id") ?? "");
      if (path === undefined || !/worksheets?\//i.test(path)) return;
      const sheet = { name: attributeOf(attributes, "name") ?? path, path };
      if ((attributeOf(attributes, "state") ?? "visible") === "visible") shown.push(sheet);
      else hidden.push(sheet);
    },
    close() {},
    text() {},
  });
  return { sheets: [...shown, ...hidden], is1904 };
}

/** Texts that cells name by number; runs of rich text are joined, pronunciation is left out. */
export function sharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let text = "";
  let inText = false;
  let inPronunciation = false;
  scanXml(xml, {
    open(name) {
      if (name === "si") text = "";
      else if (name === "t") inText = true;
      else if (name === "rPh") inPronunciation = true;
    },
    close(name) {
      if (name === "si") strings.push(text);
      else if (name === "t") inText = false;
      else if (name === "rPh") inPronunciation = false;
    },
    text(part) {
      if (inText && !inPronunciation) text += part;
    },
  });
  return strings;
}

/** Whether numbers of each cell style are shown as dates or times. */
export function dateStyles(xml: string): boolean[] {
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let inCellStyles = false;
  scanXml(xml, {
    open(name, attributes) {
      if (name === "numFmt") {
        codes.set(Number(attributeOf(attributes, "numFmtId")), attributeOf(attributes, "formatCode") ?? "");
      } else if (name === "cellXfs") inCellStyles = true;
      else if (name === "xf" && inCellStyles) {
        const id = Number(attributeOf(attributes, "numFmtId") ?? 0);
        const code = codes.get(id);
        styles.push(code === undefined ? isBuiltInDate(id) : isDateCode(code));
      }
    },
    close(name) {
      if (name === "cellXfs") inCellStyles = false;
    },
    text() {},
  });
  return styles;
}

/** Numbers of formats that every workbook has (ECMA-376, 18.8.30). */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** Letters of dates outside of quotes, colours and escapes. */
function isDateCode(code: string): boolean {
  const bare = code
    .replace(/"[^"]*"/g, "")
    .replace(/\\./g, "")
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "");
  return /[dmyhs]/i.test(bare) && !/^general$/i.test(bare.trim());
}
