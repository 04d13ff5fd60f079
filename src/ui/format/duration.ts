/** A duration in seconds as people say it: "40 ms", "1.4 s", "12 s", "2 min 5 s". */
export function duration(seconds: number): string {
  if (seconds < 0.0995) return `${Math.round(seconds * 1000)}\u00a0ms`;
  if (seconds < 9.95) return `${seconds.toFixed(1)}\u00a0s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}\u00a0s`;
  const rest = whole % 60;
  const minutes = `${Math.floor(whole / 60)}\u00a0min`;
  return rest === 0 ? minutes : `${minutes} ${rest}\u00a0s`;
}
