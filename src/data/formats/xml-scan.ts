/** What a scan of XML tells: names without their prefix. */
export interface XmlEvents {
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(text: string): void;
}

/** Reads elements and text of XML that a program wrote; knows no document types. Stops quietly where it is cut off. */
export function scanXml(xml: string, events: XmlEvents): void {
  let at = 0;
  while (at < xml.length) {
    const tag = xml.indexOf("<", at);
    if (tag < 0) return;
    if (tag > at) events.text(decodeEntities(xml.slice(at, tag)));
    if (xml.startsWith("<![CDATA[", tag)) {
      const end = xml.indexOf("]]>", tag);
      events.text(xml.slice(tag + 9, end < 0 ? xml.length : end));
      at = end < 0 ? xml.length : end + 3;
      continue;
    }
    const isComment = xml.startsWith("<!--", tag);
    const end = isComment ? xml.indexOf("-->", tag) : endOfTag(xml, tag);
    if (end < 0) return;
    if (!isComment) tellTag(xml.slice(tag + 1, end), events);
    at = end + (isComment ? 3 : 1);
  }
}

/** The closing bracket, past quoted values. */
function endOfTag(xml: string, tag: number): number {
  const end = xml.indexOf(">", tag);
  const quote = xml.indexOf('"', tag);
  if (quote < 0 || quote > end) return end;
  let at = tag + 1;
  while (at < xml.length) {
    const sign = xml[at];
    if (sign === ">") return at;
    if (sign === '"' || sign === "'") {
      const closing = xml.indexOf(sign, at + 1);
      if (closing < 0) return -1;
      at = closing;
    }
    at++;
  }
  return -1;
}

function tellTag(tag: string, events: XmlEvents): void {
  if (tag.startsWith("?") || tag.startsWith("!")) return;
  if (tag.startsWith("/")) {
    events.close(localName(tag.slice(1).trim()));
    return;
  }
  const isClosed = tag.endsWith("/");
  const body = isClosed ? tag.slice(0, -1) : tag;
  const blank = body.search(/\s/);
  const name = localName(blank < 0 ? body : body.slice(0, blank));
  events.open(name, blank < 0 ? "" : body.slice(blank));
  if (isClosed) events.close(name);
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** The value of an attribute, with or without a prefix; null = there is none. */
export function attributeOf(attributes: string, name: string): string | null {
  const match = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*("([^"]*)"|'([^']*)')`).exec(attributes);
  return match === null ? null : decodeEntities(match[2] ?? match[3] ?? "");
}

const NAMED: { readonly [name: string]: string } = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (all, hex, decimal, name) => {
    if (name !== undefined) return NAMED[name] ?? all;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : all;
  });
}
