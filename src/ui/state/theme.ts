export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The settings are in the database, which opens after the first frame is drawn: a copy avoids a flash. */
const COPY = 'apprentice-theme';

export function isTheme(value: unknown): value is Theme {
  return THEMES.some((theme) => theme === value);
}

/** Sets the theme of the page; "system" leaves the choice to the browser. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  try {
    if (theme === 'system') localStorage.removeItem(COPY);
    else localStorage.setItem(COPY, theme);
  } catch {
    return;
  }
}

/** The theme of the last visit; "system" when there was none or storage is refused. */
export function lastTheme(): Theme {
  try {
    const theme = localStorage.getItem(COPY);
    return isTheme(theme) ? theme : 'system';
  } catch {
    return 'system';
  }
}

export function forgetTheme(): void {
  try {
    localStorage.removeItem(COPY);
  } catch {
    return;
  }
}
