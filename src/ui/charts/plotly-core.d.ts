/** The part of Plotly's custom bundle that is used. */
declare module "plotly.js/lib/core" {
  interface PlotlyCore {
    react(
      element: HTMLElement,
      data: readonly object[],
      layout: object,
      config: object,
    ): Promise<HTMLElement>;
    purge(element: HTMLElement): void;
  }
  const plotly: PlotlyCore;
  export default plotly;
}
