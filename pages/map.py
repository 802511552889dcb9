import streamlit as st

from kb.ui import frame

library = frame.begin("Map")
st.title("Map")
