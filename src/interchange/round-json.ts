import type { Learner, WeightedLearner } from "../boosting/learners/learner.ts";
import type { Net } from "../boosting/learners/net/net.ts";
import type { ResidualBlock } from "../boosting/learners/random-features/residual-block.ts";
import type { ModelHeader } from "../boosting/model-file.ts";
import type { RoundDraws, RoundRecord } from "../boosting/round-record.ts";
import type { Quantisation } from "../compute/quantisation.ts";
import { malformed, readArray, readFinite, readInteger, readObject, readOneOf } from "./json-value.ts";
import { linearFromJson } from "./linear-json.ts";
import { membersFromJson } from "./members-json.ts";
import { correctionFromJson, correctionToJson, netFromJson, netToJson } from "./net-json.ts";
import { blockFromJson, blockToJson } from "./random-features-json.ts";
import { treeFromJson } from "./tree-json.ts";

const MAX_ROWS = 4_294_967_295;
const MAX_EXPONENT = 2_000;

/** A round with its nets and blocks as text; rounds of trees and linear models stay what they are. */
export function roundToJson(record: RoundRecord): unknown {
  const { learners, correction } = record;
  const isPlain = learners.every(({ learner: { kind } }) => kind === "tree" || kind === "linear");
  if (correction === undefined && isPlain) return record;
  return {
    ...record,
    learners: learners.map(({ learner, ...rest }) => ({ ...rest, learner: learnerToJson(learner) })),
    ...(correction && { correction: correctionToJson(correction) }),
  };
}

function learnerToJson(learner: Learner): unknown {
  if (learner.kind === "net") return { kind: learner.kind, net: netToJson(learner.net) };
  if (learner.kind === "members")
    return { ...learner, rounds: learner.rounds.map((round) => round && roundToJson(round)) };
  if (learner.kind === "residual-block") return { kind: learner.kind, block: blockToJson(learner.block) };
  return learner;
}

/** The round after `earlier` ones of the same model; it may speak of rounds up to itself only. */
export function roundFromJson(
  value: unknown,
  earlier: readonly RoundRecord[],
  header: ModelHeader,
  path = `rounds[${earlier.length}]`,
): RoundRecord {
  const round = earlier.length + 1;
  const json = readObject(value, path);
  if (json.round !== round) throw malformed(`${path}.round`, String(round));
  const learners = readArray(json.learners, `${path}.learners`).map((learner, index) =>
    learnerFromJson(learner, `${path}.learners[${index}]`, header, earlier),
  );
  const changes = readArray(json.weightChanges, `${path}.weightChanges`).map((change, index) => {
    const at = `${path}.weightChanges[${index}]`;
    const object = readObject(change, at);
    return {
      round: readInteger(object.round, `${at}.round`, 1, round),
      weight: readFinite(object.weight, `${at}.weight`),
    };
  });
  return {
    round,
    learners,
    scale: readFinite(json.scale, `${path}.scale`),
    weightChanges: changes,
    draws: drawsFromJson(json.draws, `${path}.draws`, round, header.encoder.features.length),
    ...(json.ridges === undefined ? {} : { ridges: readInteger(json.ridges, `${path}.ridges`, 1, MAX_ROWS) }),
    ...(json.correction === undefined
      ? {}
      : {
          correction: correctionFromJson(
            json.correction,
            `${path}.correction`,
            netsOf([...earlier, { learners }]),
          ),
        }),
    quantisation: readArray(json.quantisation, `${path}.quantisation`).map((item, index) =>
      quantisationFromJson(item, `${path}.quantisation[${index}]`),
    ),
  };
}

function netOf(record: Pick<RoundRecord, "learners"> | undefined): Net | null {
  const learner = record?.learners[0]?.learner;
  return learner?.kind === "net" ? learner.net : null;
}

function blockOf(record: Pick<RoundRecord, "learners"> | undefined): ResidualBlock | null {
  const learner = record?.learners[0]?.learner;
  return learner?.kind === "residual-block" ? learner.block : null;
}

function netsOf(records: readonly Pick<RoundRecord, "learners">[]): Net[] {
  return records.map(netOf).filter((net) => net !== null);
}

function learnerFromJson(
  value: unknown,
  path: string,
  header: ModelHeader,
  earlier: readonly RoundRecord[],
): WeightedLearner {
  const before = earlier.at(-1);
  const json = readObject(value, path);
  const learner = readObject(json.learner, `${path}.learner`);
  const kind = readOneOf(learner.kind, `${path}.learner.kind`, [
    "tree",
    "linear",
    "net",
    "residual-block",
    "members",
  ]);
  const { scoreCount } = header.outputs;
  const output =
    json.output === "all" ? "all" : readInteger(json.output, `${path}.output`, 0, scoreCount - 1);
  const weight = readFinite(json.weight, `${path}.weight`);
  if (kind === "linear") {
    if (output === "all") throw malformed(`${path}.output`, "a number for a linear model");
    const model = linearFromJson(learner.model, `${path}.learner.model`, header);
    return { learner: { kind, model }, output, weight };
  }
  if (kind !== "tree") {
    if (output !== "all") throw malformed(`${path}.output`, `"all" for a ${kind}`);
    const at = `${path}.learner`;
    if (kind === "members") {
      const found = membersFromJson(learner, at, { header, earlier }, roundFromJson);
      return { learner: found, output, weight };
    }
    return kind === "net"
      ? {
          learner: { kind, net: netFromJson(learner.net, `${at}.net`, header, netOf(before)) },
          output,
          weight,
        }
      : {
          learner: { kind, block: blockFromJson(learner.block, `${at}.block`, header, blockOf(before)) },
          output,
          weight,
        };
  }
  const tree = treeFromJson(learner.tree, `${path}.learner.tree`, header.encoder.features);
  const stride = output === "all" ? scoreCount : 1;
  if (tree.stride !== stride) throw malformed(`${path}.learner.tree.stride`, String(stride));
  return { learner: { kind, tree }, output, weight };
}

function drawsFromJson(value: unknown, path: string, round: number, featureCount: number): RoundDraws {
  const json = readObject(value, path);
  const rowCount = readFinite(json.rowCount, `${path}.rowCount`);
  if (rowCount < 0 || rowCount > MAX_ROWS) throw malformed(`${path}.rowCount`, "a share or number of rows");
  const features = json.features;
  const dropped = json.droppedRounds;
  return {
    rowCount,
    ...(features === undefined ? {} : { features: featureLists(features, `${path}.features`, featureCount) }),
    ...(dropped === undefined
      ? {}
      : { droppedRounds: readIntegerList(dropped, `${path}.droppedRounds`, { min: 0, max: round }) }),
  };
}

function featureLists(value: unknown, path: string, featureCount: number): number[][] {
  return readArray(value, path).map((list, index) =>
    readIntegerList(list, `${path}[${index}]`, { min: 0, max: featureCount - 1 }),
  );
}

function readIntegerList(value: unknown, path: string, range: { min: number; max: number }): number[] {
  return readArray(value, path).map((item, index) =>
    readInteger(item, `${path}[${index}]`, range.min, range.max),
  );
}

function quantisationFromJson(value: unknown, path: string): Quantisation {
  const json = readObject(value, path);
  const exponent = (key: string) => readInteger(json[key], `${path}.${key}`, -MAX_EXPONENT, MAX_EXPONENT);
  return {
    layout: readOneOf(json.layout, `${path}.layout`, ["packed", "wide"]),
    gradientExponent: exponent("gradientExponent"),
    hessianExponent: exponent("hessianExponent"),
  };
}
