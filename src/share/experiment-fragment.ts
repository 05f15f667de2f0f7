/** Does this fragment of an address claim to hold an experiment? Apart from what reads it, which is larger. */
export function isExperimentFragment(fragment: string): boolean {
  return fragment.startsWith("#s=") || fragment.startsWith("#d=");
}
