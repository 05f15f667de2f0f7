import { memo, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type AlphaPlane, clearPlane } from "../../figures/point-stamps.ts";
import type { PlotArea, Size } from "../../figures/scale.ts";
import { useAppearance } from "../theme.ts";

interface PointCanvasProps {
  readonly size: Size;
  /** Nothing is drawn above or below it, but for half a mark. */
  readonly area: PlotArea;
  /** Draws into cleared pixels; another function = another picture. */
  readonly draw: (plane: AlphaPlane, ratio: number) => void;
}

/** Device pixels of a CSS pixel, as it is now: a window can move to another screen. */
function useRatio(): number {
  const [ratio, setRatio] = useState(() => globalThis.devicePixelRatio ?? 1);
  useEffect(() => {
    const screen = matchMedia(`(resolution: ${ratio}dppx)`);
    const read = () => setRatio(devicePixelRatio);
    screen.addEventListener("change", read);
    return () => screen.removeEventListener("change", read);
  }, [ratio]);
  return ratio;
}

/** Pixels of the canvas in the colour of points, all clear. */
function coloured(pen: CanvasRenderingContext2D, canvas: HTMLCanvasElement): ImageData {
  pen.fillStyle = getComputedStyle(canvas).color;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  const image = pen.createImageData(canvas.width, canvas.height);
  for (let at = 0; at < image.data.length; at += 4) {
    image.data[at] = red;
    image.data[at + 1] = green;
    image.data[at + 2] = blue;
  }
  return image;
}

/** Thousands of points as one picture: no element and no text for each, and nothing for the browser to lay out. */
export const PointCanvas = memo(function PointCanvas({ size, area, draw }: PointCanvasProps) {
  const screenRatio = useRatio();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [zoom, setZoom] = useState(1);
  const ratio = screenRatio * zoom;
  const kept = useRef<{ readonly image: ImageData; readonly appearance: string } | null>(null);
  const appearance = useAppearance();
  useLayoutEffect(() => setZoom(canvas.current?.currentCSSZoom ?? 1), []);
  const width = Math.round(size.width * ratio);
  const height = Math.round(size.height * ratio);
  useLayoutEffect(() => {
    const pen = canvas.current?.getContext("2d");
    if (!canvas.current || !pen) return;
    const { image: before } = kept.current ?? {};
    if (before?.width !== width || before.height !== height || kept.current?.appearance !== appearance) {
      kept.current = { image: coloured(pen, canvas.current), appearance };
    }
    const { image } = kept.current;
    clearPlane(image.data);
    const top = Math.max(0, Math.floor((area.top - 3) * ratio));
    const bottom = Math.min(height, Math.ceil((area.top + area.height + 3) * ratio));
    draw({ data: image.data, width, top, bottom }, ratio);
    pen.putImageData(image, 0, 0);
  }, [draw, area, ratio, width, height, appearance]);
  return (
    <div aria-hidden="true">
      <canvas
        ref={canvas}
        className="panel-points"
        width={width}
        height={height}
        style={{ width: size.width, height: size.height }}
      />
    </div>
  );
});
