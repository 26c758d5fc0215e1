// progressive enhancement: every page works without this file
import {initAll} from './govuk-frontend.js';
document.body.classList.add('js-enabled','govuk-frontend-supported');
initAll();
for(const d of document.querySelectorAll('details[data-ui-collapse]')){const m=matchMedia(`(min-width:${d.dataset.uiCollapse})`);const f=()=>{d.open=m.matches};f();m.addEventListener('change',f)}
document.addEventListener('click',e=>{const t=e.target.closest('[data-ui-dialog]');if(t){const d=document.getElementById(t.dataset.uiDialog);if(d?.showModal){e.preventDefault();d.showModal()}}});
// htmx: announce the new result count, keep the focus where the user left it
document.addEventListener('htmx:after:swap',()=>{const h=document.querySelector('#result-count');const r=document.querySelector('#ui-live');if(h&&r)r.textContent=h.textContent});
// a question that an earlier answer brings up: hidden until it does
for(const q of document.querySelectorAll('[data-ui-when]')){
const [name,values]=q.dataset.uiWhen.split('=');const wanted=values.split('|');
const f=()=>{q.hidden=![...document.getElementsByName(name)].some(c=>wanted.includes(c.value)&&(c.checked||!c.type.match(/radio|checkbox/)))};
f();document.addEventListener('change',f);
}
// a draft saves itself; what could not be sent, or may not have arrived, waits in sessionStorage
for(const k in sessionStorage)if(/&sent=$/.test(sessionStorage[k])&&k!='draft:'+location.pathname&&document.referrer.endsWith(k.slice(6)))delete sessionStorage[k];
for(const f of document.querySelectorAll('form[data-ui-autosave]')){
const say=document.getElementById('ui-saved'),key=`draft:${location.pathname}`,by=f.elements,drop=()=>delete sessionStorage[key];let due,busy;
const pack=()=>{const c=document.cookie.match(/csrftoken=([^;]+)/);if(c)by.csrfmiddlewaretoken.value=c[1];const d=new FormData(f);for(const[n,v]of[...d])if(v instanceof File)d.delete(n);return new URLSearchParams(d)};
const later=s=>{clearTimeout(due);due=setTimeout(save,s*1e3)};
async function save(){if(busy)return later(2);busy=1;const body=pack();sessionStorage[key]=body;
try{const r=await fetch(f.action,{method:'POST',body,headers:{'X-Autosave':'1'}}),j=await r.json();say.textContent=j.text;
if(r.ok){by.seal.value=j.seal;drop();document.body.dispatchEvent(new Event('ui-saved'))}else later(15)}catch{say.textContent=f.dataset.uiAutosave;later(15)}busy=0}
f.addEventListener('input',()=>later(3));
f.addEventListener('submit',e=>{clearTimeout(due);const b=pack();if('uiKeeps'in f.dataset&&!/theirs|use/.test(e.submitter?.name))sessionStorage[key]=b+'&sent=';else drop()});
let kept=sessionStorage[key]&&new URLSearchParams(sessionStorage[key]);
if(kept?.has('sent')&&!by.seal.value.startsWith(kept.get('seal').split(':')[0]+':')){drop();kept=0}
if(kept){const left={};for(const[n,v]of kept)(left[n]??=[]).push(v);for(const e of by){const a=left[e.name];if(/checkbox|radio/.test(e.type))e.checked=a?.includes(e.value);else if(a&&!/csrf/.test(e.name))e.value=a.shift()??''}save()}}
