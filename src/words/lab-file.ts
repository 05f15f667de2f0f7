/** An experiment as one file: what its README says, and what a reader of it is told. */
export const labFileWords = {
  readme: (hasRows: boolean) => `An experiment of Boosting Lab.

Drop this file on the page, or run it in a terminal:

  npm run --silent lab -- run FILE.boostlab
  npm run --silent lab -- reproduce FILE.boostlab

experiment.json  all that decides the numbers: data, split, settings of every run, seed
receipt.json     64 bits each of the data, the settings, the models and their metrics, where runs were trained
runs.json        names, notes and stars
models/N.json    the model of run N; "lab predict --model" takes it
${
  hasRows
    ? `data.csv         the rows of the table
reading.json     how data.csv is read, so that it gives the very same table
`
    : `
The rows of the table are not in this file.
`
}`,
  modelDiffers: (run: number) =>
    `The model of run ${run} inside the file is not the one of its receipt, so the file was changed after it was made.`,
} as const;
