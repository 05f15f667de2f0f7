/** Shares of the rows that do not train. */
export const splitWords = {
  validation: "Validation share",
  validationHelp: "Rows to choose rounds and settings by.",
  test: "Test share",
  testHelp: "Rows that tell the error in the end.",
  calibration: "Calibration share",
  calibrationHelp: "Rows that nothing trains or tests on, to size intervals by.",
} as const;
