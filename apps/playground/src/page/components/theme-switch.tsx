import { useState } from 'react';

type Theme = 'system' | 'light' | 'dark';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
const NAMES: Readonly<Record<Theme, string>> = { system: 'Auto', light: 'Light', dark: 'Dark' };

/** Selects a light, dark or system theme, stored in the browser. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(chosen);
  const choose = (next: Theme): void => {
    setTheme(next);
    if (next === 'system') {
      localStorage.removeItem('theme');
      delete document.documentElement.dataset['theme'];
    } else {
      localStorage.setItem('theme', next);
      document.documentElement.dataset['theme'] = next;
    }
  };
  return (
    <fieldset className="segments theme">
      <legend className="visually-hidden">Theme</legend>
      {THEMES.map((one) => (
        <label key={one}>
          <input type="radio" name="theme" checked={theme === one} onChange={() => choose(one)} />
          <span>{NAMES[one]}</span>
        </label>
      ))}
    </fieldset>
  );
}

function chosen(): Theme {
  const stored = localStorage.getItem('theme');
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}
