/**
 * The one source of functions that a host's Math computes differently: the same bits on every machine. Engine code takes
 * them from here and from nowhere else.
 */
export { exp, expm1, log, log1p, pow, tanh } from "./elementary-functions.ts";
export { erf, erfc, normalCdf, normalDensity, normalQuantile } from "./normal-distribution.ts";
export { atan, cos, sin } from "./trigonometry.ts";
