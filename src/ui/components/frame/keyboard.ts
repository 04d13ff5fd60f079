/** True where the primary modifier is Command. */
export const onApple = /Mac|iPhone|iPad/.test(navigator.platform);
