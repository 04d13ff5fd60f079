import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadXgrammar } from '../../src/adapters/xgrammar/node/load-xgrammar';
import { createXgrammarCompiler } from '../../src/adapters/xgrammar/xgrammar-compiler';
import { actionsOf } from '../../src/core/agent/actions';
import { Frames } from '../../src/core/agent/frames';
import { plain } from '../../src/core/agent/prompt-styles/plain';
import { decisionPrompt, scoreActions } from '../../src/core/agent/prompt-styles/score-actions';
import { createTextGenerator } from '../../src/core/generation/text-generator';
import { KAPPA, LANGUAGE_MODEL_WEIGHT } from '../../src/core/learning/parameters';
import { similarities } from '../../src/core/learning/similarity';
import { argmax } from '../../src/core/learning/softmax';
import type { Tool } from '../../src/core/tools/tool';
import { cachedEmbeddings, cacheFolder } from '../embedding-cache';
import { openPageEncoder } from '../page-encoder';
import { openPageModel } from '../page-model';

/** The frozen agent's decision with the real models; what the language model says is kept from run to run. */
export async function createDecider(tools: readonly Tool[]) {
  const encoder = await openPageEncoder();
  const model = await openPageModel();
  const grammars = await createXgrammarCompiler(loadXgrammar(), model.vocabulary());
  const generator = createTextGenerator(model, grammars, Date);
  const actions = actionsOf(tools);
  const frames = new Frames(tools, actions);
  const examples = await Promise.all(
    actions.map(async (action) => ({
      action: action.id,
      embeddings: await cachedEmbeddings(encoder, action.examples),
    })),
  );

  async function scores(text: string): Promise<number[]> {
    const prompt = decisionPrompt(plain, actions, text);
    const choices = plain.continuations(actions).map((one) => one.text);
    const key = createHash('sha256').update(JSON.stringify([model.id, 'kernel', prompt, choices]));
    const file = join(cacheFolder(), `${key.digest('hex')}.json`);
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as number[];
    const fresh = await scoreActions(generator, plain, actions, text);
    writeFileSync(file, JSON.stringify(fresh));
    return fresh;
  }

  async function likeness(text: string) {
    const [state] = await encoder.embed([text]);
    return frames.liken(text, similarities(examples, state!.pooled));
  }

  async function choose(text: string): Promise<string> {
    const found = await likeness(text);
    const said = await scores(text);
    const totals = actions.map(
      ({ id }, i) => LANGUAGE_MODEL_WEIGHT * said[i]! + KAPPA * (found.get(id) ?? 0),
    );
    return actions[argmax(totals)]!.id;
  }
  return { likeness, choose };
}
