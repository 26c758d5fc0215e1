// progressive enhancement only: every page works without this file
import {initAll} from './govuk-frontend.js';
document.body.classList.add('js-enabled','govuk-frontend-supported');
initAll();
for(const d of document.querySelectorAll('details[data-ui-collapse]')){const m=matchMedia(`(min-width:${d.dataset.uiCollapse})`);const f=()=>{d.open=m.matches};f();m.addEventListener('change',f)}
document.addEventListener('click',e=>{const t=e.target.closest('[data-ui-dialog]');if(t){const d=document.getElementById(t.dataset.uiDialog);if(d?.showModal){e.preventDefault();d.showModal()}}});
// htmx: announce the new result count, keep the focus where the user left it
document.addEventListener('htmx:after:swap',()=>{const h=document.querySelector('#result-count');const r=document.querySelector('#ui-live');if(h&&r)r.textContent=h.textContent});
