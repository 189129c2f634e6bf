import { Link } from 'wouter';
import { useLive } from '../state/use-live.ts';
import { EngineState } from './engine-state.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** The title, the states of the engines, and the theme. */
export function Header() {
  const { engines, isConnected, isReady } = useLive();
  return (
    <header className="header">
      <Link className="brand" href="/">
        <span className="brand-name">mcp-agent</span> playground
      </Link>
      <ul className="engines" aria-label="Engines">
        {engines.map((engine) => (
          <EngineState key={engine.name} engine={engine} />
        ))}
      </ul>
      <p className="connection" role="status">
        {isReady && !isConnected ? 'Connection lost. Reconnecting …' : ''}
      </p>
      <ThemeSwitch />
    </header>
  );
}
