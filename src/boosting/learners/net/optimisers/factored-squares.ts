import type { FlatList, TensorShape } from "./optimiser.ts";

/**
 * Averages of the squares of a tensor's elements. A matrix keeps only the averages R of its rows and C of its columns, and
 * V = R C / mean(R) stands for its elements: the matrix of rank one that has the same means of rows and columns (Shazeer
 * and Stern 2018). A vector keeps every element.
 */
export interface FactoredSquares {
  /** averages = beta averages + (1 - beta) (values^2 + floor); the floor keeps every root above 0. */
  average(values: FlatList, at: number, beta: number, floor: number): void;
  /** out[at + i] = values[at + i] / sqrt(V_i) */
  divideByRoot(values: FlatList, at: number, out: Float64Array): void;
}

export function createFactoredSquares(shape: TensorShape): FactoredSquares {
  return shape.rows === 1 ? elementSquares(shape.columns) : matrixSquares(shape.rows, shape.columns);
}

function elementSquares(count: number): FactoredSquares {
  const squares = new Float64Array(count);
  return {
    average(values, at, beta, floor) {
      for (let i = 0; i < count; i++) {
        const value = values[at + i]!;
        squares[i] = beta * squares[i]! + (1 - beta) * (value * value + floor);
      }
    },
    divideByRoot(values, at, out) {
      for (let i = 0; i < count; i++) out[at + i] = values[at + i]! / Math.sqrt(squares[i]!);
    },
  };
}

function matrixSquares(rows: number, columns: number): FactoredSquares {
  const rowMeans = new Float64Array(rows);
  const columnMeans = new Float64Array(columns);
  const columnSums = new Float64Array(columns);
  const columnScales = new Float64Array(columns);
  return {
    average(values, at, beta, floor) {
      columnSums.fill(0);
      for (let row = 0, i = at; row < rows; row++) {
        let rowSum = 0;
        for (let column = 0; column < columns; column++, i++) {
          const square = values[i]! * values[i]! + floor;
          rowSum += square;
          columnSums[column]! += square;
        }
        rowMeans[row] = beta * rowMeans[row]! + (1 - beta) * (rowSum / columns);
      }
      for (let column = 0; column < columns; column++) {
        columnMeans[column] = beta * columnMeans[column]! + (1 - beta) * (columnSums[column]! / rows);
      }
    },
    divideByRoot(values, at, out) {
      let total = 0;
      for (let row = 0; row < rows; row++) total += rowMeans[row]!;
      const mean = total / rows;
      for (let column = 0; column < columns; column++) {
        columnScales[column] = 1 / Math.sqrt(columnMeans[column]!);
      }
      for (let row = 0, i = at; row < rows; row++) {
        const rowScale = 1 / Math.sqrt(rowMeans[row]! / mean);
        for (let column = 0; column < columns; column++, i++) {
          out[i] = values[i]! * rowScale * columnScales[column]!;
        }
      }
    },
  };
}
