import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './components/app.tsx';
import { readAbout } from './state/api.ts';
import { live } from './state/live.ts';
import './styles/index.css';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the playground.');
live.open();
try {
  const about = await readAbout();
  createRoot(root).render(
    <StrictMode>
      <App about={about} />
    </StrictMode>,
  );
} catch (error) {
  root.textContent = error instanceof Error ? error.message : String(error);
}
