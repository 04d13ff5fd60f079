import { bareSpan } from '../../generation/request-spans';
import { isQuantity } from '../builtin/quantity';
import { isUnit } from '../builtin/unit-names';
import { leftmostLongest } from './leftmost-longest';

/** Unit names that are mostly other words or letters: units only at the end, or after a number or "degrees". */
const ambiguous = new Set(['in', 'c', 'f', 'k', 't', 'h', 's', 'j', 'st', 'second']);

/**
 * The amounts with their units that a request names: "500 ml", "a mile"; where it has none but two units, "liters
 * to gallons", these: one of them is meant.
 */
export async function quantitiesIn(request: string): Promise<string[]> {
  const amounts = await amountsIn(request);
  if (amounts.length > 0) return amounts;
  const units = await bareUnits(request);
  return units.length > 1 ? units : [];
}

/** The units that a request names outside of its amounts: "cups" in "how many cups are 500 ml". */
export async function unitsIn(request: string): Promise<string[]> {
  let rest = ` ${request.trim().replace(/\s+/gu, ' ')} `;
  // A sign that is no word parts what stood before and after the amount.
  for (const amount of await amountsIn(request)) rest = rest.replace(amount, '|');
  return bareUnits(rest);
}

function amountsIn(request: string): Promise<string[]> {
  return leftmostLongest(request, {
    mayBegin: (word) => /\d|^[½¼¾]|^[a-z-]+$/iu.test(word),
    mayEnd: (word) => /[^\d.,]/.test(word),
    reads: (span) => isQuantity(span) && !/^(?:in|to|of|the)\s/i.test(span),
  });
}

function bareUnits(request: string): Promise<string[]> {
  const last = bareSpan(request.trim().split(/\s+/u).at(-1) ?? '');
  return leftmostLongest(request, {
    mayBegin: () => true,
    mayEnd: () => true,
    reads: (span) => isUnit(span) && (!ambiguous.has(span.toLowerCase()) || span === last),
  });
}
