/** Software that stands in for a GPU gives the same results, far more slowly than kernels for the processor. */
export function isSoftware({ info }: GPUAdapter): boolean {
  return (
    info.isFallbackAdapter ||
    /swiftshader|llvmpipe|basic render/i.test(`${info.architecture} ${info.description}`)
  );
}
