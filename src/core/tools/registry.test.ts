import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { actionsOf } from '../agent/actions';
import { ToolError } from '../errors/tool-error';
import { requestSpans } from '../generation/request-spans';
import { contextWith, readerOf, stock } from './builtin/testing/stocked-data';
import { invert } from './changes';
import type { ToolResult } from './tool';
import { overlay } from './overlay';
import { builtinTools } from './registry';
import type { UserDataReader } from './user-data';
import { validateArguments } from './validate-arguments';

const tools = builtinTools();

async function everything(data: UserDataReader): Promise<unknown> {
  const tables = ['notes', 'listItems', 'reminders'] as const;
  return Promise.all(tables.map(async (table) => data.list(table)));
}

test('the tools keep their ids and order, to which what is learned is bound', () => {
  expect(tools.map(({ id }) => id)).toEqual([
    ...['calculator', 'convert_units', 'calculate_date', 'set_reminder', 'start_timer'],
    ...['add_todo', 'add_shopping', 'show_list', 'complete_item', 'save_note', 'search_notes'],
  ]);
});

test('no two tools share a title or a request', () => {
  const titles = tools.map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
  const requests = tools.flatMap((tool) => [
    ...tool.examples.map(({ request }) => request),
    ...tool.wordings,
  ]);
  expect(requests.filter((request, index) => requests.indexOf(request) !== index)).toEqual([]);
});

test('a decision sees the first example first, and all wordings after the examples', () => {
  const actions = actionsOf(tools);
  tools.forEach((tool, index) => {
    const { examples } = actions[index];
    expect(examples[0]).toBe(tool.examples[0].request);
    expect(examples.slice(tool.examples.length)).toEqual(tool.wordings);
  });
});

describe.each(tools.map((tool) => [tool.id, tool] as const))('%s', (_, tool) => {
  it('requires only parameters that it has', () => {
    expect(Object.keys(tool.parameters.properties)).toEqual(
      expect.arrayContaining([...tool.parameters.required]),
    );
  });

  it('describes itself in one short sentence and each parameter', () => {
    expect(tool.description).toMatch(/^[A-Z][^.]{10,90}\.$/);
    for (const property of Object.values(tool.parameters.properties)) {
      expect(property.description).toMatch(/^[A-Z]/);
      expect(property).toHaveProperty('x-source');
    }
  });

  it('has six examples, and at least ten requests in all', () => {
    expect(tool.examples).toHaveLength(6);
    expect(tool.examples.length + tool.wordings.length).toBeGreaterThanOrEqual(10);
  });

  describe.each(tool.examples.map((example) => [example.request, example] as const))(
    'on “%s”',
    (request, { arguments: args }) => {
      it('takes its arguments from the request, in the order of its schema', () => {
        const names = Object.keys(tool.parameters.properties);
        expect(names.filter((name) => name in args)).toEqual(Object.keys(args));
        for (const [name, value] of Object.entries(args)) {
          const property = tool.parameters.properties[name];
          const source = property?.type === 'string' && property['x-source'];
          if (source === 'request') expect(requestSpans(request)).toContain(value);
        }
      });

      it('does what it says, and its inverse restores everything', async () => {
        const context = contextWith(stock);
        const result = await tool.run(validateArguments(tool, { ...args }), context);
        expect(result.sentence).toMatch(/^[A-Z0-9“].*\.$/su);
        expect(result.sentence).not.toMatch(/undefined|null|NaN|!/);
        expect(tool.summarise(args)).toMatch(/^[A-Z]/);
        expect(tool.summarise(args)).not.toMatch(/undefined|null|NaN|!/);
        if (tool.permission === 'read') expect(result.changes).toEqual([]);

        const inverse = await invert(result.changes, context.data);
        const restored = overlay(context.data, [...result.changes, ...inverse]);
        expect(await everything(restored)).toEqual(await everything(context.data));
      });
    },
  );

  it('changes nothing when it is given nonsense', async () => {
    const nonsense = Object.fromEntries(
      Object.entries(tool.parameters.properties).map(([name, property]) => [
        name,
        property.type === 'string' ? (property.enum?.[0] ?? '?!') : 1,
      ]),
    );
    const result = await tool.run(nonsense, contextWith({})).catch(() => ({ changes: [] }));
    expect(result.changes).toEqual([]);
  });

  it('fails on arguments out of place with a sentence, or not at all', async () => {
    const words = fc.constantFrom(
      ...tools.flatMap(({ wordings }) => wordings.flatMap((wording) => wording.split(' '))),
      ...['-1', '1e999', '__proto__', '31 february', '99999999999', '((((', '\u0000', '𝟙'],
    );
    const text = fc.oneof(
      fc.array(words, { minLength: 1, maxLength: 8 }).map((some) => some.join(' ')),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    );
    const values = Object.entries(tool.parameters.properties).map(([name, property]) => {
      const choices = property.type === 'string' ? property.enum : undefined;
      return [name, choices ? fc.constantFrom(...choices) : text] as const;
    });
    await fc.assert(
      fc.asyncProperty(fc.record(Object.fromEntries(values)), async (args) => {
        expect(tool.summarise(args)).not.toBe('');
        const outcome = await tool.run(args, contextWith(stock)).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ToolError);
        else {
          const { sentence } = outcome as ToolResult;
          expect(sentence).toMatch(/\.$/);
          expect(sentence).not.toMatch(/undefined|NaN|Infinity/);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('never changes the things it was given', async () => {
    const before = structuredClone(stock);
    for (const { arguments: args } of tool.examples) await tool.run(args, contextWith(stock));
    expect(await everything(readerOf(stock))).toEqual(await everything(readerOf(before)));
  });
});
