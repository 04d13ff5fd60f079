/** A share from 0 to 1 as "97 %". What rounds to 0 or 100 without being it says "< 1 %" or "> 99 %". */
export function percent(share: number): string {
  if (share > 0 && share < 0.005) return '< 1\u00a0%';
  if (share < 1 && share >= 0.995) return '> 99\u00a0%';
  return `${Math.round(share * 100)}\u00a0%`;
}
