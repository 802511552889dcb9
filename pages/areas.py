import streamlit as st

from kb.ui import frame

library = frame.begin("Areas")
st.title("Areas")
