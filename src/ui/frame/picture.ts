import { chartWords as words } from "../../words/chart.ts";

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

interface PictureText {
  readonly caption: string;
  /** Null = the link could not be made. */
  readonly address: string | null;
}

const NAMESPACE = "http://www.w3.org/2000/svg";
const MARGIN = 12;
const CAPTION_HEIGHT = 22;
const LINK_SIZE = 8;
const PNG_SCALE = 2;

/** What a style sheet decides and a file has to say itself. */
const STYLES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "paint-order",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "visibility",
] as const;

/** A chart as one SVG file: its layers, canvases and words as they stand on screen, its caption and the link. */
export function pictureOf(element: HTMLElement, { caption, address }: PictureText): Picture {
  const frame = element.getBoundingClientRect();
  const page = getComputedStyle(element);
  const colour = (name: string) => page.getPropertyValue(name).trim();
  const width = Math.ceil(frame.width) + 2 * MARGIN;
  const lines = address === null ? [] : wrapped(`${words.link} ${address}`, width - 2 * MARGIN);
  const height = Math.ceil(frame.height) + 2 * MARGIN + CAPTION_HEIGHT + lines.length * (LINK_SIZE + 3);
  const root = document.createElementNS(NAMESPACE, "svg");
  for (const [name, value] of Object.entries({
    xmlns: NAMESPACE,
    width: String(width),
    height: String(height),
    viewBox: `0 0 ${width} ${height}`,
  }))
    root.setAttribute(name, value);
  root.append(rectangle(width, height, colour("--surface")));
  const origin = { x: frame.left - MARGIN, y: frame.top - MARGIN };
  for (const layer of layersOf(element)) root.append(...drawn(layer, origin));
  root.append(
    textAt(
      caption,
      { x: MARGIN, y: frame.height + MARGIN + 15 },
      { size: 12, fill: colour("--ink"), font: page.fontFamily },
    ),
  );
  const link = document.createElementNS(NAMESPACE, "a");
  if (address !== null) link.setAttribute("href", address);
  lines.forEach((line, n) => {
    const y = frame.height + MARGIN + CAPTION_HEIGHT + 6 + n * (LINK_SIZE + 3);
    link.append(
      textAt(line, { x: MARGIN, y }, { size: LINK_SIZE, fill: colour("--ink-3"), font: "monospace" }),
    );
  });
  root.append(link);
  return { svg: new XMLSerializer().serializeToString(root), width, height };
}

/** The same picture in pixels, two for each of the screen's. */
export async function pngOf({ svg, width, height }: Picture): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * PNG_SCALE;
    canvas.height = height * PNG_SCALE;
    const pen = canvas.getContext("2d");
    if (pen === null) throw new Error("no canvas");
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob === null ? reject(new Error("no picture")) : resolve(blob)), "image/png");
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

interface Place {
  readonly x: number;
  readonly y: number;
}

type Layer = SVGSVGElement | HTMLCanvasElement | Text;

/** Pictures, canvases and words that can be seen, from back to front. */
function layersOf(element: HTMLElement): Layer[] {
  const layers: Layer[] = [];
  const visit = (node: Node) => {
    if (node instanceof Text) {
      if (node.data.trim() !== "") layers.push(node);
    } else if (node instanceof SVGSVGElement || node instanceof HTMLCanvasElement) {
      layers.push(node);
    } else if (node instanceof HTMLElement && isSeen(node)) {
      for (const child of node.childNodes) visit(child);
    }
  };
  for (const child of element.childNodes) visit(child);
  return layers;
}

function isSeen(element: HTMLElement): boolean {
  if (
    element.matches(
      "button, input, select, .chart-acts, .panel-tip, .panel-hidden, .panel-chooser, .hidden-text",
    )
  )
    return false;
  const style = getComputedStyle(element);
  return style.display !== "none" && style.visibility !== "hidden";
}

function drawn(layer: Layer, origin: Place): SVGElement[] {
  if (layer instanceof Text) return wordsOf(layer, origin);
  const box = layer.getBoundingClientRect();
  if (box.width === 0 || box.height === 0) return [];
  const at = { x: box.left - origin.x, y: box.top - origin.y };
  if (layer instanceof HTMLCanvasElement) {
    const image = document.createElementNS(NAMESPACE, "image");
    image.setAttribute("href", layer.toDataURL());
    image.setAttribute("x", String(at.x));
    image.setAttribute("y", String(at.y));
    image.setAttribute("width", String(box.width));
    image.setAttribute("height", String(box.height));
    image.setAttribute("preserveAspectRatio", "none");
    image.setAttribute("image-rendering", getComputedStyle(layer).imageRendering);
    return [image];
  }
  const copy = layer.cloneNode(true) as SVGSVGElement;
  inline(layer, copy);
  copy.setAttribute("x", String(at.x));
  copy.setAttribute("y", String(at.y));
  copy.setAttribute("width", String(box.width));
  copy.setAttribute("height", String(box.height));
  copy.removeAttribute("class");
  return [copy];
}

/** Writes the computed look into the copy, which has no style sheet. */
function inline(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  to.removeAttribute("style");
  // Attributes, since the page's policy lets nobody write style texts.
  for (const name of STYLES) to.setAttribute(name, style.getPropertyValue(name));
  Array.from(from.children).forEach((child, n) => {
    const copy = to.children[n];
    if (copy !== undefined) inline(child, copy);
  });
}

/** One text element for each line that the browser has broken the words into. */
function wordsOf(node: Text, origin: Place): SVGElement[] {
  const parent = node.parentElement;
  if (parent === null) return [];
  const style = getComputedStyle(parent);
  const size = Number.parseFloat(style.fontSize);
  const range = document.createRange();
  const lines: { text: string; box: DOMRect }[] = [];
  for (let at = 0; at < node.data.length; at++) {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const box = range.getBoundingClientRect();
    const last = lines.at(-1);
    if (last !== undefined && Math.abs(last.box.top - box.top) < 2) last.text += node.data[at];
    else if (box.width > 0) lines.push({ text: node.data[at] ?? "", box });
  }
  return lines.map(({ text, box }) =>
    textAt(
      text.trimEnd(),
      { x: box.left - origin.x, y: box.bottom - origin.y - size * 0.28 },
      { size, fill: style.color, font: style.fontFamily, weight: style.fontWeight },
    ),
  );
}

interface Look {
  readonly size: number;
  readonly fill: string;
  readonly font: string;
  readonly weight?: string;
}

function textAt(text: string, { x, y }: Place, { size, fill, font, weight = "400" }: Look): SVGElement {
  const element = document.createElementNS(NAMESPACE, "text");
  element.setAttribute("x", String(x));
  element.setAttribute("y", String(y));
  element.setAttribute("font-family", font);
  element.setAttribute("font-size", String(size));
  element.setAttribute("font-weight", weight);
  element.setAttribute("fill", fill);
  element.textContent = text;
  return element;
}

function rectangle(width: number, height: number, fill: string): SVGElement {
  const element = document.createElementNS(NAMESPACE, "rect");
  element.setAttribute("width", String(width));
  element.setAttribute("height", String(height));
  element.setAttribute("fill", fill);
  return element;
}

/** Lines of a monospaced text; a link may be broken anywhere. */
function wrapped(text: string, width: number): string[] {
  const most = Math.max(20, Math.floor(width / (LINK_SIZE * 0.61)));
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += most) lines.push(text.slice(at, at + most));
  return lines;
}
