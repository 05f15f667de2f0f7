import type { AwkwardFile } from "./awkward-file.ts";

const many = (count: number, line: (row: number) => string) =>
  Array.from({ length: count }, (_, row) => line(row)).join("\n");
const list = <T>(count: number, value: (row: number) => T) =>
  Array.from({ length: count }, (_, row) => value(row));

/** Numbers of other countries, missing values, quotes gone wrong, columns that change their mind. */
export const cells: readonly AwkwardFile[] = [
  {
    name: "decimal commas under semicolons",
    bytes: "x;y\n1,5;a\n-0,25;b\n3;c\n",
    cells: { x: [1.5, -0.25, 3], y: ["a", "b", "c"] },
    recipe: { delimiter: ";", decimal: "," },
  },
  {
    name: "decimal commas in quotes under commas",
    bytes: 'x,y\n"1,5",a\n"2,25",b\n',
    cells: { x: [1.5, 2.25], y: ["a", "b"] },
  },
  {
    name: "decimal commas under tabs",
    bytes: "x\ty\n1,5\t2\n2,25\t3\n",
    cells: { x: [1.5, 2.25], y: [2, 3] },
  },
  {
    name: "thousands points and decimal commas",
    bytes: "x;y\n1.234,50;1\n12.345.678,25;2\n",
    cells: { x: [1234.5, 12345678.25], y: [1, 2] },
    notes: ["a point between thousands"],
  },
  {
    name: "thousands commas in quotes",
    bytes: 'x,y\n"1,234",1.5\n"12,345,678",2.5\n"56",3.5\n',
    cells: { x: [1234, 12345678, 56], y: [1.5, 2.5, 3.5] },
  },
  {
    name: "thousands blanks",
    bytes: "x;y\n1 234;a\n12 345,5;b\n",
    cells: { x: [1234, 12345.5], y: ["a", "b"] },
  },
  {
    name: "thousands no-break blanks",
    bytes: "x;y\n1\u00a0234;a\n12\u202f345;b\n",
    cells: { x: [1234, 12345], y: ["a", "b"] },
  },
  {
    name: "Swiss apostrophes",
    bytes: "x;y\n1'234.50;a\n12'345.25;b\n",
    cells: { x: [1234.5, 12345.25], y: ["a", "b"] },
  },
  {
    name: "three digits after a point settled by other columns",
    bytes: "n;m\n1.234;1,5\n5.678;2,25\n9.012;3,75\n",
    cells: { n: [1234, 5678, 9012], m: [1.5, 2.25, 3.75] },
  },
  {
    name: "three digits after a point in a comma file",
    bytes: "n,m\n1.234,1\n5.678,2\n",
    cells: { n: [1.234, 5.678], m: [1, 2] },
  },
  {
    name: "dollars",
    bytes: 'p,q\n"$1,234.50",1\n$5,2\n-$3.25,3\n',
    cells: { p: [1234.5, 5, -3.25], q: [1, 2, 3] },
    notes: ["the sign $"],
  },
  { name: "euros behind", bytes: "p;q\n1.234,50 €;1\n5,00 €;2\n", cells: { p: [1234.5, 5], q: [1, 2] } },
  { name: "percent", bytes: "p,q\n12.5%,a\n7 %,b\n", cells: { p: [12.5, 7], q: ["a", "b"] } },
  {
    name: "true minus signs",
    bytes: "x,y\n\u22125,1\n3,2\n\u22120.5,3\n",
    cells: { x: [-5, 3, -0.5], y: [1, 2, 3] },
  },
  {
    name: "plus signs and exponents",
    bytes: "x,y\n+5,1e3\n-2,2.5E-2\n",
    cells: { x: [5, -2], y: [1000, 0.025] },
  },
  {
    name: "postal codes",
    bytes: "zip,n\n01067,1\n80331,2\n04109,3\n",
    cells: { zip: ["01067", "80331", "04109"], n: [1, 2, 3] },
    notes: ["leading zeros"],
  },
  {
    name: "a postal code late in the file",
    bytes: `zip,n\n${many(3000, (row) => `${row === 2990 ? "01067" : 80000 + row},1`)}\n`,
    cells: {
      zip: list(3000, (row) => (row === 2990 ? "01067" : String(80000 + row))),
      n: list(3000, () => 1),
    },
    notes: ["leading zeros"],
  },
  {
    name: "decimal commas late in the file",
    bytes: `x;y\n${many(3000, (row) => `${row < 2500 ? row : `${row},5`};1`)}\n`,
    cells: { x: list(3000, (row) => (row < 2500 ? row : row + 0.5)), y: list(3000, () => 1) },
  },
  {
    name: "numbers that turn to text keep their form",
    bytes: `x,y\n${many(1000, (row) => `${row < 600 ? "1.50" : `n${row}`},1`)}\n`,
    cells: { x: list(1000, (row) => (row < 600 ? "1.50" : `n${row}`)), y: list(1000, () => 1) },
  },
  {
    name: "every usual missing token",
    bytes: "x,y\n1,a\nNA,N/A\n#N/A,null\nNaN,None\n?,nil\n.,-\n--,\n2,b\n",
    cells: {
      x: [1, null, null, null, null, null, null, 2],
      y: ["a", null, null, null, null, null, null, "b"],
    },
  },
  {
    name: "own missing tokens",
    bytes: "x;y\n1;k. A.\nk. A.;b\n-999;c\n",
    choices: { missing: ["k. A.", "-999"] },
    cells: { x: [1, null, null], y: [null, "b", "c"] },
    recipe: { missing: ["k. A.", "-999"] },
  },
  {
    name: "missing tokens of one column",
    bytes: "x,y\n1,0\n-1,5\n2,-1\n",
    choices: { columns: [{ name: "x", missing: ["-1"] }] },
    cells: { x: [1, null, 2], y: [0, 5, -1] },
  },
  {
    name: "a sentinel is named, not taken out",
    bytes: `x,y\n${many(60, (row) => `${row % 10 === 0 ? -999 : row},1`)}\n`,
    cells: { x: list(60, (row) => (row % 10 === 0 ? -999 : row)), y: list(60, () => 1) },
    notes: ["-999"],
  },
  {
    name: "a few cells that are no numbers",
    bytes: `x,y\n${many(40, (row) => `${row === 7 ? "oops" : row},1`)}\n`,
    cells: { x: list(40, (row) => (row === 7 ? null : row)), y: list(40, () => 1) },
    notes: ["one cell holds text"],
  },
  {
    name: "a number column kept as text",
    bytes: "code,n\n10,1\n20,2\n",
    choices: { columns: [{ name: "code", kind: "text" }] },
    cells: { code: ["10", "20"], n: [1, 2] },
  },
  {
    name: "separators, quotes and lines in quotes",
    bytes: 'a,b\n"x, y","say ""hi"""\n"two\nlines",z\n',
    cells: { a: ["x, y", "two\nlines"], b: ['say "hi"', "z"] },
  },
  {
    name: "inches",
    bytes: 'size,n\n5" pipe,1\n3" pipe,2\n',
    cells: { size: ['5" pipe', '3" pipe'], n: [1, 2] },
  },
  {
    name: "a quote that never closes",
    bytes: 'a,b\n1,x\n2,"y\n3,z\n',
    cells: { a: [1, 2, 3], b: ["x", '"y', "z"] },
    notes: ["line 3"],
  },
  {
    name: "a stray quote before a proper one",
    bytes: 'a,b\n1,"x\n2,"y"\n3,z\n',
    cells: { a: [1, 2, 3], b: ['"x', "y", "z"] },
  },
  {
    name: "single quotes",
    bytes: "a,b\n'x, y',1\n'z',2\n'w',3\n",
    cells: { a: ["x, y", "z", "w"], b: [1, 2, 3] },
    recipe: { quote: "'" },
  },
  {
    name: "backslashes before quotes",
    bytes: 'a,b\n"{\\"k\\": 1, \\"l\\": 2}",1\n"{\\"k\\": 3, \\"l\\": 4}",2\n',
    cells: { a: ['{"k": 1, "l": 2}', '{"k": 3, "l": 4}'], b: [1, 2] },
    recipe: { escape: "\\" },
  },
  {
    name: "apostrophes in words",
    bytes: "a,b\nit's,1\ndon't,2\n",
    cells: { a: ["it's", "don't"], b: [1, 2] },
  },
  {
    name: "very long numbers",
    bytes: "x,y\n0.12573022141221435,1\n123456789012345678,2\n-1.7976931348623157e308,3\n",
    cells: { x: [0.12573022141221435, 123456789012345680, -1.7976931348623157e308], y: [1, 2, 3] },
  },
  {
    name: "a list of numbers in one cell",
    bytes: "name;tags\nx;1,2,3\ny;4,5,6\nz;7,8,9\n",
    cells: { name: ["x", "y", "z"], tags: ["1,2,3", "4,5,6", "7,8,9"] },
  },
];
