import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './components/app.tsx';
import { LoadFailure } from './components/load-failure.tsx';
import { Part } from './components/part.tsx';
import { readAbout } from './state/api.ts';
import { live } from './state/live.ts';
import './styles/index.css';

const element = document.getElementById('root');
if (element === null)
  throw new Error('The page cannot be shown: index.html has no element with the ID "root".');
const root = createRoot(element);
live.open();
await show();

async function show(): Promise<void> {
  try {
    const about = await readAbout();
    root.render(
      <StrictMode>
        <Part>
          <App about={about} />
        </Part>
      </StrictMode>,
    );
  } catch (error) {
    root.render(<LoadFailure error={error} onRetry={() => void show()} />);
  }
}
