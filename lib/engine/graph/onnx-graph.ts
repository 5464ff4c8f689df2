import path from "node:path";
import type { WeightType } from "../weights/number-formats";
import type { WeightTensor } from "../weights/safetensors";
import { Message } from "./protobuf";

/** TensorProto.DataType of onnx.proto3. */
export const dataTypes = { F32: 1, U8: 2, I8: 3, I32: 6, I64: 7, BOOL: 9, F16: 10, BF16: 16 } as const;
export type DataType = keyof typeof dataTypes;

/** A size, or the name of one that is known only when the graph runs. */
export type Dimension = number | string;

/** An attribute: a whole number, a float, a list of whole numbers, or a text. */
export type Attribute = number | { float: number } | readonly number[] | string;

/** A model to open a session on: the graph's bytes, and the folder its weights are read from. */
export interface OnnxModel {
  bytes: Uint8Array;
  weightsFolder: string | undefined;
  /** Names of the nodes that look weights up as they are stored, for a provider that should leave them to the CPU. */
  lookUps: readonly string[];
}

/** Where numbers stand in a file. */
export interface ExternalNumbers {
  path: string;
  type: DataType;
  shape: readonly number[];
  /** From the file's beginning, in bytes. */
  offset: number;
  byteLength: number;
}

interface OnnxNode {
  type: string;
  inputs: readonly string[];
  results: readonly string[];
  attributes: Record<string, Attribute>;
  looksUp: boolean;
}

const opsetVersion = 21;
const irVersion = 10;

/** Numbers of the largest matrix of which a turned copy is held. */
const mostTurned = 2 ** 20;

/**
 * Builds an ONNX model in memory (onnx.proto3). Weights stay in their safetensors files: they enter as
 * external data by byte offset, so nothing is converted and no second copy is written. A value is known
 * by its name; every method that makes one returns it.
 */
export class OnnxGraph {
  private readonly nodes: OnnxNode[] = [];
  private readonly initializers = new Map<string, Message>();
  private readonly inputs: Message[] = [];
  private readonly outputs: Message[] = [];
  /** Values that are known by another name in the model than the one they were made with. */
  private readonly renamed = new Map<string, string>();
  private weightsFolder: string | undefined;
  private values = 0;

  input(name: string, type: DataType, shape: readonly Dimension[]): string {
    this.inputs.push(valueInfo(name, type, shape));
    return name;
  }

  output(name: string, type: DataType, shape: readonly Dimension[]): string {
    this.outputs.push(valueInfo(name, type, shape));
    return name;
  }

  /** One operator with one result. */
  op(
    type: string,
    inputs: readonly string[],
    attributes: Record<string, Attribute> = {},
    name?: string,
  ): string {
    const result = name ?? this.fresh();
    this.ops(type, inputs, [result], attributes);
    return result;
  }

  /** One operator with several results; an empty name leaves a result out. */
  ops(
    type: string,
    inputs: readonly string[],
    results: readonly string[],
    attributes: Record<string, Attribute> = {},
  ) {
    this.nodes.push({ type, inputs, results, attributes, looksUp: false });
  }

  /** Puts out a value under a name of its own, without a copy where it is an operator's unnamed result. */
  outputAs(name: string, value: string, type: DataType, shape: readonly Dimension[]): string {
    const canTakeName = !this.renamed.has(value) && this.nodes.some(({ results }) => results.includes(value));
    if (canTakeName) this.renamed.set(value, name);
    else this.op("Identity", [value], {}, name);
    this.output(name, type, shape);
    return value;
  }

  fresh(): string {
    this.values += 1;
    return `value_${this.values}`;
  }

  /** A weight as it is stored, F32, F16 or BF16. All weights of one graph must lie in one folder. */
  stored(tensor: WeightTensor): string {
    const folder = path.dirname(tensor.file.path);
    this.weightsFolder ??= folder;
    if (this.weightsFolder !== folder) throw new Error("a graph's weights must lie in one folder");
    const location = path.basename(tensor.file.path);
    const name = `${location}:${tensor.name}`;
    if (!this.initializers.has(name)) {
      const message = tensorMessage(name, tensor.dtype, tensor.shape).int(14, 1);
      const place = { location, offset: String(tensor.offset), length: String(tensor.byteLength) };
      for (const [key, value] of Object.entries(place))
        message.message(13, new Message().string(1, key).string(2, value));
      this.initializers.set(name, message);
    }
    return name;
  }

  /** Numbers as they stand in a file of ours; the graph's weights must lie in the same folder. */
  external(name: string, { path: file, type, shape, offset, byteLength }: ExternalNumbers): string {
    const folder = path.dirname(file);
    this.weightsFolder ??= folder;
    if (this.weightsFolder !== folder) throw new Error("a graph's weights must lie in one folder");
    const place = { location: path.basename(file), offset: String(offset), length: String(byteLength) };
    const message = tensorMessage(name, type, shape).int(14, 1);
    for (const [key, value] of Object.entries(place))
      message.message(13, new Message().string(1, key).string(2, value));
    this.initializers.set(name, message);
    return name;
  }

  /** A weight widened to float32. onnxruntime folds the cast when the session opens. */
  weight(tensor: WeightTensor): string {
    return this.widen(this.stored(tensor), tensor.dtype);
  }

  widen(value: string, type: WeightType): string {
    return type === "F32" ? value : this.op("Cast", [value], { to: dataTypes.F32 });
  }

  /** Rows (or what `axis` names) of a weight by their `ids`, read where it is stored and widened to float32. */
  lookUp(tensor: WeightTensor, ids: string, axis = 0): string {
    return this.lookingUp(() =>
      this.widen(this.op("Gather", [this.stored(tensor), ids], { axis }), tensor.dtype),
    );
  }

  private lookingUp(build: () => string): string {
    const before = this.nodes.length;
    const found = build();
    for (const node of this.nodes.slice(before)) node.looksUp = true;
    return found;
  }

  /**
   * Columns of a matrix by their `ids`, as rows, widened to float32. Of a small one a turned copy is held, as it is
   * stored: a column read from where it lies is a number from each row, ten times the time.
   */
  lookUpColumns(tensor: WeightTensor, ids: string): string {
    const [rows = 0, columns = 0] = tensor.shape;
    if (rows * columns > mostTurned)
      return this.op("Transpose", [this.lookUp(tensor, ids, 1)], { perm: [1, 0] });
    return this.lookingUp(() => {
      const turned = this.op("Transpose", [this.stored(tensor)], { perm: [1, 0] });
      return this.widen(this.op("Gather", [turned, ids], { axis: 0 }), tensor.dtype);
    });
  }

  floats(values: Float32Array, shape: readonly number[]): string {
    return this.inline("F32", values, shape);
  }

  float(value: number): string {
    return this.floats(Float32Array.of(value), []);
  }

  int8s(values: Int8Array, shape: readonly number[]): string {
    return this.inline("I8", values, shape);
  }

  uint8(value: number): string {
    return this.inline("U8", Uint8Array.of(value), []);
  }

  /** A constant of int64: a list, as ONNX wants axes and shapes, or a scalar. */
  ints(values: readonly number[] | number): string {
    const list = typeof values === "number" ? [values] : values;
    return this.inline(
      "I64",
      BigInt64Array.from(list, BigInt),
      typeof values === "number" ? [] : [list.length],
    );
  }

  finish(): OnnxModel {
    const graph = new Message();
    for (const node of this.nodes) graph.message(1, this.nodeMessage(node));
    graph.string(2, "circuit-commons");
    for (const initializer of this.initializers.values()) graph.message(5, initializer);
    for (const input of this.inputs) graph.message(11, input);
    for (const output of this.outputs) graph.message(12, output);
    const bytes = new Message()
      .int(1, irVersion)
      .string(2, "circuit-commons")
      .message(7, graph)
      .message(8, new Message().string(1, "").int(2, opsetVersion))
      .finish();
    const lookUps = this.nodes.filter(({ looksUp }) => looksUp).map((node) => this.nodeName(node));
    return { bytes, weightsFolder: this.weightsFolder, lookUps };
  }

  private nodeName({ type, results }: OnnxNode): string {
    const result = results.find((name) => name !== "") ?? "";
    return `${type}:${this.renamed.get(result) ?? result}`;
  }

  private nodeMessage(made: OnnxNode): Message {
    const { type, inputs, results, attributes } = made;
    const named = (value: string) => this.renamed.get(value) ?? value;
    const node = new Message();
    for (const input of inputs) node.string(1, named(input));
    for (const result of results) node.string(2, named(result));
    node.string(3, this.nodeName(made)).string(4, type);
    for (const [key, value] of Object.entries(attributes)) node.message(5, attributeMessage(key, value));
    return node;
  }

  private inline(type: DataType, values: ArrayBufferView, shape: readonly number[]): string {
    const name = `constant_${this.initializers.size}`;
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.initializers.set(name, tensorMessage(name, type, shape).bytes(9, bytes));
    return name;
  }
}

function tensorMessage(name: string, type: DataType, shape: readonly number[]): Message {
  const message = new Message();
  for (const size of shape) message.int(1, size);
  return message.int(2, dataTypes[type]).string(8, name);
}

function valueInfo(name: string, type: DataType, shape: readonly Dimension[]): Message {
  const sizes = new Message();
  for (const size of shape) {
    sizes.message(1, typeof size === "number" ? new Message().int(1, size) : new Message().string(2, size));
  }
  const tensor = new Message().int(1, dataTypes[type]).message(2, sizes);
  return new Message().string(1, name).message(2, new Message().message(1, tensor));
}

/** AttributeProto: FLOAT 1, INT 2, STRING 3, INTS 7. */
function attributeMessage(name: string, value: Attribute): Message {
  const message = new Message().string(1, name);
  if (typeof value === "number") return message.int(3, value).int(20, 2);
  if (typeof value === "string") return message.string(4, value).int(20, 3);
  if ("float" in value) return message.float(2, value.float).int(20, 1);
  for (const item of value) message.int(8, item);
  return message.int(20, 7);
}
