import streamlit as st

from kb.ui import frame

library = frame.begin("Reflection")
st.title("Reflection")
