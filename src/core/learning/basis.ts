import { ApprenticeError } from '../errors/apprentice-error';
import { floatsToText, textToFloats } from './float-text';
import { ANCHORS, AUDIT_STATES } from './parameters';
import type { Projection } from './projection';
import { fitProjection, projectionHash } from './projection';
import { row, stack } from './vector';

/** What learning stands on, fitted once per encoder from built-in requests that carry no labels. */
export interface Basis {
  readonly encoderHash: string;
  readonly projection: Projection;
  /** Unrelated requests on which a head is held to the frozen policy. */
  readonly anchors: readonly Float32Array[];
  /** Others, never trained with, that tell what a head would change elsewhere. */
  readonly audit: readonly { readonly request: string; readonly embedding: Float32Array }[];
}

/** Every fifth request is an anchor and the one after it an audit state, until there are enough of both. */
export function buildBasis(
  requests: readonly string[],
  embeddings: readonly Float32Array[],
  encoderHash: string,
): Basis {
  const anchors: Float32Array[] = [];
  const audit: { request: string; embedding: Float32Array }[] = [];
  const rest: Float32Array[] = [];
  embeddings.forEach((embedding, i) => {
    if (i % 5 === 0 && anchors.length < ANCHORS) anchors.push(embedding);
    else if (i % 5 === 1 && audit.length < AUDIT_STATES)
      audit.push({ request: requests[i], embedding });
    else rest.push(embedding);
  });
  if (rest.length === 0) {
    throw new ApprenticeError(
      'no-requests',
      'There are no built-in requests to learn features from.',
    );
  }
  return { encoderHash, projection: fitProjection(rest), anchors, audit };
}

interface StoredBasis {
  readonly encoderHash: string;
  readonly inputs: number;
  readonly mean: string;
  readonly matrix: string;
  readonly hash: string;
  readonly anchors: string;
  readonly auditRequests: readonly string[];
  readonly audit: string;
}

/** Plain JSON for the settings table. */
export function storeBasis(basis: Basis): StoredBasis {
  const { projection } = basis;
  const width = projection.inputs;
  return {
    encoderHash: basis.encoderHash,
    inputs: width,
    mean: floatsToText(projection.mean),
    matrix: floatsToText(projection.matrix),
    hash: projection.hash,
    anchors: floatsToText(stack(basis.anchors, width)),
    auditRequests: basis.audit.map(({ request }) => request),
    audit: floatsToText(
      stack(
        basis.audit.map(({ embedding }) => embedding),
        width,
      ),
    ),
  };
}

/** The stored basis, or null when it belongs to another encoder or is not what was written. */
export function restoreBasis(value: unknown, encoderHash: string): Basis | null {
  if (!isStoredBasis(value) || value.encoderHash !== encoderHash) return null;
  const [mean, matrix, anchors, audit] = [value.mean, value.matrix, value.anchors, value.audit].map(
    textToFloats,
  );
  if (!mean || !matrix || !anchors || !audit) return null;
  const { inputs } = value;
  const fits = mean.length === inputs && audit.length === inputs * value.auditRequests.length;
  if (!fits || projectionHash(mean, matrix) !== value.hash) return null;
  const dimensions = matrix.length / inputs;
  const rows = (matrix: Float32Array) =>
    Array.from({ length: matrix.length / inputs }, (_, i) => row(matrix, i, inputs));
  return {
    encoderHash,
    projection: { inputs, dimensions, mean, matrix, hash: value.hash },
    anchors: rows(anchors),
    audit: rows(audit).map((embedding, i) => ({ request: value.auditRequests[i], embedding })),
  };
}

function isStoredBasis(value: unknown): value is StoredBasis {
  if (typeof value !== 'object' || value === null) return false;
  const stored = value as Partial<Record<keyof StoredBasis, unknown>>;
  const texts = [stored.encoderHash, stored.mean, stored.matrix, stored.hash, stored.anchors];
  return (
    texts.every((text) => typeof text === 'string') &&
    typeof stored.audit === 'string' &&
    typeof stored.inputs === 'number' &&
    Array.isArray(stored.auditRequests)
  );
}
