import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root: the page cannot start.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
