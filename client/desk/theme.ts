// Pages at 60 cm are light; dark on request, remembered in this browser.
import { useEffect, useState } from 'react';
import './near.css';

const KEY = 'ioc.theme';
const stored = (): 'light' | 'dark' => {
  try {
    return localStorage.getItem(KEY) === 'dark' ? 'dark' : 'light';
  } catch {
    return 'light'; // storage switched off
  }
};

export function useLightTheme(): readonly ['light' | 'dark', () => void] {
  const [theme, setTheme] = useState(stored);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    document.documentElement.dataset.page = 'near';
    return () => {
      delete document.documentElement.dataset.theme;
    };
  }, [theme]);
  const toggle = (): void => {
    const next = theme === 'light' ? 'dark' : 'light';
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // Remembered for this visit only.
    }
    setTheme(next);
  };
  return [theme, toggle];
}
