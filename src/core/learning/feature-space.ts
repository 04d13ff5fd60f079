import type { ActionId } from '../memory/episode';
import type { Basis } from './basis';
import type { DecisionState } from './decision-state';
import { unlabelledPrior } from './decision-state';
import { project } from './projection';
import type { ActionExamples } from './similarity';
import type { SpeakingGate } from './speaking-gate';
import { GateKeeper } from './speaking-gate';

type AuditEntry = Omit<DecisionState, 'gate'> & { readonly embedding: Float32Array };

/** The basis in use: features, gates and audit states, each computed once per sentence state. */
export class FeatureSpace {
  readonly basis: Basis;
  readonly gates: GateKeeper;
  readonly #phi = new WeakMap<Float32Array, Float32Array>();
  readonly #prior: (embedding: Float32Array) => DecisionState['prior'];
  #audit: readonly AuditEntry[] | null = null;

  constructor(
    basis: Basis,
    actions: readonly ActionId[],
    examples: readonly ActionExamples[],
    kappa: number,
  ) {
    this.basis = basis;
    this.gates = new GateKeeper(basis);
    this.#prior = (embedding) => unlabelledPrior(actions, examples, kappa, embedding);
  }

  phi(embedding: Float32Array): Float32Array {
    const known = this.#phi.get(embedding);
    if (known) return known;
    const phi = project(this.basis.projection, embedding);
    this.#phi.set(embedding, phi);
    return phi;
  }

  audit(gate: SpeakingGate): DecisionState[] {
    // Not when the basis is fitted: 30 ms more in a task that is long already.
    this.#audit ??= this.basis.audit.map(({ request, embedding }) => ({
      request,
      embedding,
      prior: this.#prior(embedding),
      phi: this.phi(embedding),
    }));
    return this.#audit.map((state) => ({ ...state, gate: gate(state.embedding) }));
  }
}
