import { ARRIVED, GENERATION } from './layout';

/** Looks before sleeping: sleeping and waking take some 50 µs, a phase of a token on two cores about as long. */
const LOOKS: i32 = 20_000;

/** Returns when all threads have come here. */
export function barrier(job: usize, threads: i32): void {
  if (threads == 1) return;
  const generation = job + ((<usize>GENERATION) << 2);
  const current = atomic.load<i32>(generation);
  if (atomic.add<i32>(job + ((<usize>ARRIVED) << 2), 1) == threads - 1) {
    atomic.store<i32>(job + ((<usize>ARRIVED) << 2), 0);
    atomic.store<i32>(generation, current + 1);
    atomic.notify(generation, threads);
    return;
  }
  for (let i = 0; i < LOOKS; i++) if (atomic.load<i32>(generation) != current) return;
  while (atomic.load<i32>(generation) == current) atomic.wait<i32>(generation, current, -1);
}
