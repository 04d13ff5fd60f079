import { readFileSync } from 'node:fs';
import { AutoModel, AutoTokenizer, env, type Tensor } from '@huggingface/transformers';
import { describe, expect, it } from 'vitest';
import { linearProbeAccuracy, type ProbeSet } from '../testing/linear-probe';
import { seededRandom } from '../testing/seeded-random';
import { available, installedModels, sharedDataFile } from '../testing/shared-data';

const MODEL = 'all-MiniLM-L6-v2';
const DATA = 'clinc150.jsonl';
const SHOTS = 5;
const HELD_OUT_PER_CLASS = 10;

interface Row {
  text: string;
  label: string;
}

describe.runIf(available(DATA, MODEL))('all-MiniLM-L6-v2 in 8 bits', () => {
  it('tells the 150 intents of CLINC150 apart after five examples of each', async () => {
    env.allowRemoteModels = false;
    env.localModelPath = installedModels;
    const embed = await loadEncoder();
    const { train, test, classes } = split();
    const probeSet = async (rows: Row[]): Promise<ProbeSet> => ({
      vectors: await embed(rows.map((row) => row.text)),
      labels: rows.map((row) => classes.indexOf(row.label)),
    });
    const accuracy = linearProbeAccuracy(
      await probeSet(train),
      await probeSet(test),
      classes.length,
    );
    console.info(`5-shot linear probe on CLINC150: ${accuracy.toFixed(3)}`);
    expect(accuracy).toBeGreaterThanOrEqual(0.85);
  });
});

/** Five random rows of each class train, ten others are held out (neighbouring rows are alike). */
function split(): { train: Row[]; test: Row[]; classes: string[] } {
  const lines = readFileSync(sharedDataFile(DATA) ?? '', 'utf8')
    .trim()
    .split('\n');
  const groups = new Map<string, Row[]>();
  for (const line of lines) {
    const row = JSON.parse(line) as Row;
    const group = groups.get(row.label) ?? [];
    group.push(row);
    groups.set(row.label, group);
  }
  const random = seededRandom(1);
  const all = [...groups.values()].map((rows) =>
    rows
      .map((row) => ({ row, order: random() }))
      .sort((a, b) => a.order - b.order)
      .map(({ row }) => row),
  );
  return {
    classes: [...groups.keys()],
    train: all.flatMap((rows) => rows.slice(0, SHOTS)),
    test: all.flatMap((rows) => rows.slice(SHOTS, SHOTS + HELD_OUT_PER_CLASS)),
  };
}

/** Mean pooling over the mask, then length 1. */
async function loadEncoder(): Promise<(texts: string[]) => Promise<Float32Array[]>> {
  const tokenizer = await AutoTokenizer.from_pretrained(MODEL);
  const model = await AutoModel.from_pretrained(MODEL, { dtype: 'int8', device: 'cpu' });
  return async (texts) => {
    const vectors = new Array<Float32Array>(texts.length);
    // Texts of like length together: less padding.
    const order = texts.map((_, at) => at).sort((a, b) => texts[a].length - texts[b].length);
    for (let start = 0; start < order.length; start += 32) {
      const batch = order.slice(start, start + 32);
      const inputs = tokenizer(
        batch.map((at) => texts[at]),
        { padding: true },
      ) as { attention_mask: Tensor };
      const { last_hidden_state: states } = (await model(inputs)) as Record<string, Tensor>;
      meanPooled(states, inputs.attention_mask).forEach((vector, i) => {
        vectors[batch[i]] = vector;
      });
    }
    return vectors;
  };
}

function meanPooled({ dims, data }: Tensor, mask: Tensor): Float32Array[] {
  const [batch, length, width] = dims;
  return Array.from({ length: batch }, (_, row) => {
    const sum = new Float32Array(width);
    for (let at = 0; at < length; at++) {
      if (Number(mask.data[row * length + at]) === 0) continue;
      const start = (row * length + at) * width;
      for (let i = 0; i < width; i++) sum[i] += (data as Float32Array)[start + i];
    }
    const norm = Math.hypot(...sum);
    return sum.map((value) => value / norm);
  });
}
