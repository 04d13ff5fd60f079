import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { KAPPA } from '../../src/core/learning/parameters';
import { ALL_ARMS, ARMS, WITHOUT_MODEL } from './arms';

export interface CallOptions {
  readonly files: readonly string[];
  readonly arms: readonly string[];
  readonly model: string;
  readonly seeds: number;
  readonly firstSeed: number;
  readonly events: number;
  readonly kappa: number;
  readonly out: string | null;
}

const MODEL = 'SmolLM2-135M-Instruct';

/**
 * The benchmark's options from its command line. Files may follow one `--stream` or several; naming a model runs the
 * arms that ask it, too. Throws an `Error` whose message is for people.
 */
export function callOptions(args: readonly string[]): CallOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      stream: { type: 'string', multiple: true, default: [] },
      arms: { type: 'string' },
      model: { type: 'string' },
      seeds: { type: 'string', default: '1' },
      'first-seed': { type: 'string', default: '0' },
      events: { type: 'string', default: '1000' },
      kappa: { type: 'string', default: String(KAPPA) },
      out: { type: 'string' },
    },
    allowPositionals: true,
  });
  const files = [...values.stream, ...positionals];
  if (files.length === 0) {
    throw new Error('Name a file of {"text", "label", "arguments"} lines with --stream.');
  }
  const missing = files.find((file) => !existsSync(file));
  if (missing) throw new Error(`There is no file “${missing}”.`);
  const arms = (values.arms ?? (values.model ? ALL_ARMS : WITHOUT_MODEL)).split(',');
  const unknown = arms.find((name) => !(name in ARMS));
  if (unknown !== undefined) {
    throw new Error(`No arm “${unknown}”: ${Object.keys(ARMS).join(', ')}.`);
  }
  const model = values.model ?? MODEL;
  const asked = arms.some((name) => ARMS[name]!.languageModel);
  if (asked && !existsSync(`public/models/${model}`)) {
    throw new Error(`No model “${model}” is installed in public/models.`);
  }
  return {
    files,
    arms,
    model,
    seeds: count('--seeds', values.seeds, 1),
    firstSeed: count('--first-seed', values['first-seed'], 0),
    events: count('--events', values.events, 1),
    kappa: count('--kappa', values.kappa, 0),
    out: values.out ?? null,
  };
}

function count(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new Error(`${name} takes a whole number from ${least} on, not “${text}”.`);
}
