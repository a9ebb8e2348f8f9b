// Starts the page, or the card gallery with `?card=1`.
import { render } from 'preact';
import { App } from './app.tsx';
import { startGallery } from './gallery.tsx';
import './style/base.css';
import './style/frame.css';
import './style/layers.css';
import './style/conversation.css';
import './style/composer.css';
import './style/panel.css';
import './style/card.css';
import './style/card-blocks.css';
import './style/fields.css';

const root = document.getElementById('app');
if (!root) throw new Error('the page has no #app');
if (new URLSearchParams(location.search).has('card')) startGallery(root);
else render(<App />, root);
